const AWS = require('aws-sdk');
const sns = new AWS.SNS();
function respond(callback, body) {
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:news', Message: body }, (err) => { if (err) console.error(err.code); });
  callback(null, body);
}
exports.handler = (event, context, callback) => {
  respond(callback, event.text);
};
