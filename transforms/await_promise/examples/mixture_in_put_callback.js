// Three levels: a promise dropped in a callback of the SDK, in a helper that is called behind `&&`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

async function tell(id) {
  await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: id }).promise();
}

async function save(id) {
  db.put({ TableName: 'orders', Item: { id } }, (err) => {
    if (err) {
      console.error('not saved', err.code);
      return;
    }
    tell(id);
  });
}

exports.handler = async (event) => {
  event.id && save(event.id);
  return event.id;
};
