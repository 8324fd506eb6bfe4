const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = (event, context, callback) => {
  if (!event.temperature) {
    // Somebody should look at the sensor.
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:ops', Message: `sensor ${event.id} is silent` }, (err) => {
      console.log(err ? `not told: ${err.code}` : 'told');
    });
    callback(new Error(`no temperature from ${event.id}`));
    return;
  }
  callback(null, event.temperature > 40 ? 'hot' : 'ok');
};
