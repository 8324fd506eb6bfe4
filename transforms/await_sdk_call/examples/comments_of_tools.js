// Comments that speak to tools stand above the lines they are about.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = async (event) => {
  const Message = event.text;
  // eslint-disable-next-line no-unused-vars
  sns.publish({ TopicArn: process.env.TOPIC, Message }, (err, data) => {
    // eslint-disable-next-line no-console
    if (err) { console.error(err); return; }
    /* istanbul ignore next */
    if (process.env.DEBUG) {
      // eslint-disable-next-line no-console
      console.log(data);
    }
  });
  // TODO: answer with the message's id
  return 'ok';
};
