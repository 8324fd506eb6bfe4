// `this` of the callback is the response, which has more than the data.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'radios', Key: { id: event.radio } }, function (err, data) {
    if (err) {
      console.error('silence after', this.retryCount, 'retries');
      return;
    }
    console.log('heard by', this.requestId, data.Item);
  });
  return event.radio;
};
