// A chain that nobody waits for, in it a callback of the SDK that may end early, in that an async function for each item.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  db.get({ TableName: 'orders', Key: { id: event.id } }).promise().then(({ Item }) => {
    db.put({ TableName: 'orders', Item: { ...Item, isTold: true } }, (err) => {
      if (err) {
        console.error('not stored');
        return;
      }
      ['shop', 'store'].forEach(async (name) => {
        await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:' + name, Message: event.id }).promise();
        console.log('told', name);
      });
    });
  });
  return 'ok';
};
