// The call stands in a getter, which cannot be async.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const vault = {
  get content() {
    sns.publish({ TopicArn: process.env.TOPIC, Message: 'somebody looks' }, (err) => {
      if (err) console.error('unseen', err.code);
      else console.log('seen');
    });
    return 'gold';
  },
};

exports.handler = async () => ({ content: vault.content });
