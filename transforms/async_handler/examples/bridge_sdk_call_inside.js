const AWS = require('aws-sdk');
const { parseString } = require('xml2js');
const ddb = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  parseString(event.xml, { explicitArray: false }, (err, result) => {
    if (err) return callback(err);
    ddb.put({ TableName: 'orders', Item: { id: event.id, tea: result.tea } }, (err) => {
      if (err) {
        callback(err);
      } else {
        callback(null, 'kept ' + result.tea);
      }
    });
  });
};
