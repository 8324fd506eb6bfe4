// Three levels: an async function for each item, in it a callback of the SDK that may end early, in that a timer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  event.ids.forEach(async (id, index) => {
    const { Item } = await db.get({ TableName: 'orders', Key: { id } }).promise();
    if (!Item) return;
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: id }, (err) => {
      if (err) {
        console.error('not told', id);
        return;
      }
      setTimeout(() => console.log('told', id, index), 20);
    });
  });
  return 'ok';
};
