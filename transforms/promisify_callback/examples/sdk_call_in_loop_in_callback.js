const AWS = require('aws-sdk');
const crypto = require('crypto');

const sns = new AWS.SNS();

exports.handler = async (event) => {
  crypto.randomBytes(4, (err, id) => {
    if (err) throw err;
    event.topics.forEach((topic) => {
      sns.publish({ TopicArn: topic, Message: `${id.length}` }, (err) => {
        console.log(err ? 'not sent' : 'sent', topic);
      });
    });
  });
};
