// The helper hands on its chain, which the handler awaits; the promise in the last link it does not.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

const order = (id) =>
  db
    .put({ TableName: 'orders', Item: { id } })
    .promise()
    .then(() => {
      sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: id }).promise();
    });

exports.handler = async (event) => {
  await order(event.id);
  return event.id;
};
