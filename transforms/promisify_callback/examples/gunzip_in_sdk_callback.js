const AWS = require('aws-sdk');
const zlib = require('zlib');

const s3 = new AWS.S3();
const sns = new AWS.SNS();

exports.handler = async (event) => {
  await s3.putObject({ Bucket: 'logs', Key: event.key, Body: zlib.gzipSync(event.text) }).promise();
  s3.getObject({ Bucket: 'logs', Key: event.key }, (err, data) => {
    if (err) {
      console.error('cannot read', event.key, err.code);
      return;
    }
    // Logs are packed.
    zlib.gunzip(data.Body, (err, text) => {
      if (err) {
        console.error('cannot unpack', event.key);
        return;
      }
      for (const line of text.toString().split('\n')) {
        sns.publish({ TopicArn: 'arn:aws:sns:eu-west-1:123456789012:lines', Message: line }, (err) => {
          if (err) console.error('lost', line);
        });
      }
    });
  });
  return 'read';
};
