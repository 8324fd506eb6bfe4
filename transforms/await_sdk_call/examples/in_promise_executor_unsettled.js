// A handler that makes a promise: the callback that settles it is no leak, the call beside it that nothing settles is one.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = (event) => new Promise((resolve, reject) => {
  sns.publish({ TopicArn: process.env.TOPIC, Message: event.club }, (err) => {
    if (err) console.error('not told', err.code);
    else console.log('told', event.club);
  });
  db.get({ TableName: 'clubs', Key: { id: event.club } }, (err, data) => {
    if (err) {
      reject(err);
      return;
    }
    resolve(data.Item);
  });
});
