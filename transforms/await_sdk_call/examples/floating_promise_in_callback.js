// The callback starts a promise that it does not wait for.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  db.delete({ TableName: 'rooms', Key: { id: event.room } }, (err) => {
    if (err) {
      console.error('room stays', err.code);
      return;
    }
    sns.publish({ TopicArn: process.env.TOPIC, Message: event.room }).promise()
      .then(() => console.log('room gone', event.room))
      .catch((error) => console.error('nobody knows', error.code));
  });
  return event.room;
};
