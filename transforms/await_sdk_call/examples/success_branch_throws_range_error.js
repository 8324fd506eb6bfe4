// `toISOString` of an invalid date throws, which is no failure of the request.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'meetings', Item: { id: event.id } }, (err) => {
    if (err) {
      console.error('not saved');
    } else {
      console.log('saved for', new Date(event.at).toISOString());
    }
  });
};
