// The callback is async itself, and awaits.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  db.get({ TableName: 'stores', Key: { id: event.store } }, async (err, data) => {
    if (err) {
      console.error('no store', err.code);
      return;
    }
    const { MessageId } = await sns.publish({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:stores',
      Message: data.Item.town,
    }).promise();
    console.log('announced', data.Item.town, MessageId);
  });
  return event.store;
};
