// Two calls were started, so the second has to be sent even though the first one's failure is thrown.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  s3.putObject({ Bucket: 'wills', Key: event.name, Body: event.text }, (err) => {
    if (err) throw err;
    console.log('kept');
  });
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:wills', Message: event.name }, (err) => {
    if (err) throw err;
    console.log('told');
  });
  return 'done';
};
