// The call stands in the callback of a promise that the handler awaits.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  await db.get({ TableName: 'routes', Key: { id: event.route } }).promise().then(({ Item }) => {
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:routes', Message: Item.end }, (err) => {
      if (err) console.error('route not told', err.code);
      else console.log('route told', Item.end);
    });
  });
  return event.route;
};
