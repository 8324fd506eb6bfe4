const AWS = require('aws-sdk');
const charges = new AWS.SQS();

module.exports.handler = (event, context, callback) => {
  try {
    const { token, amount } = JSON.parse(event.body);
    charges.sendMessage({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/charges', MessageBody: `${token}:${amount}` }, (err, data) => {
      if (err) {
        callback(null, { statusCode: 402, body: err.code });
        return;
      }
      if (amount > 1000) throw new Error('never charge that much');
      callback(null, { statusCode: 200, body: data.MessageId });
    });
  } catch (err) {
    console.log('bad request');
    callback(null, { statusCode: 400, body: err.name });
  }
};
