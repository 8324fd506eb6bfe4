// The second record cannot be read: the first one is in flight then.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const body of event.bodies) {
    db.put({ TableName: 'records', Item: JSON.parse(body) }, (err) => {
      if (err) console.error(err.code);
    });
  }
  return 'ok';
};
