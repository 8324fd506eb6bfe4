// after, node20, event 0: after the answer
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = async (event) => {
  if (!event.temperature) {
    // Somebody should look at the sensor.
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:ops', Message: `sensor ${event.id} is silent` }, (err) => {
      console.log(err ? `not told: ${err.code}` : 'told');
    });
    throw new Error(`no temperature from ${event.id}`);
  }
  return event.temperature > 40 ? 'hot' : 'ok';
};
