// Which operation it is, is decided at run time.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const operation = event.keep ? 'put' : 'delete';
  const target = event.keep ? { Item: { id: event.id } } : { Key: { id: event.id } };
  db[operation]({ TableName: 'finds', ...target }, (err) => {
    if (err) {
      console.error(operation, 'failed', err.code);
      return;
    }
    console.log(operation, event.id);
  });
  return event.id;
};
