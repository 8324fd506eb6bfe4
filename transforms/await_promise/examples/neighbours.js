// What was started side by side is awaited side by side, and all of it even if one fails.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

const save = async (order) => {
  await db.put({ TableName: 'orders', Item: order }).promise();
};

exports.handler = async (event) => {
  save({ id: event.id }); // for the books
  // and for the customer
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: event.id }).promise();
  return 'accepted';
};
