const https = require('https');
const AWS = require('aws-sdk');

const sns = new AWS.SNS();

exports.handler = async (event) => {
  https.get(event.url, (res) => {
    let text = '';
    res.on('data', (chunk) => { text += chunk; });
    res.on('end', () => {
      sns.publish({ TopicArn: event.topic, Message: text }, (err) => {
        if (err) console.error(err);
      });
    });
  }).on('error', console.error);
};
