// What was started side by side stays so, and nothing is left behind where one fails.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

const put = (table, id, callback) => {
  ddb.put({ TableName: table, Item: { id } }, (err) => {
    if (err) return callback(err);
    callback(null, id);
  });
};

exports.handler = async (event) => {
  put('plates', event.id, (err, id) => {
    if (err) {
      console.log('no plate', err.code);
      return;
    }
    console.log('plate', id);
  });
  put('cups', event.id, (err, id) => {
    if (err) {
      console.log('no cup', err.code);
      return;
    }
    console.log('cup', id);
  });
};
