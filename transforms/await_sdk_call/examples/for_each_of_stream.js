// `forEach` of a stream is asynchronous: at its return nothing has been collected.
const { Readable } = require('stream');
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  Readable.from(event.ids).forEach((id) => {
    db.put({ TableName: 'drops', Item: { id } }, (err) => {
      if (err) console.error(err.code);
    });
  });
  return 'ok';
};
