// Neither can reject, so nothing has to be looked for among their outcomes.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

async function save(order) {
  try {
    await db.put({ TableName: 'orders', Item: order }).promise();
  } catch (err) {
    console.error('not saved', err.code);
  }
}

exports.handler = async (event) => {
  save({ id: event.id });
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: event.id }).promise().catch(console.error);
  return 'accepted';
};
