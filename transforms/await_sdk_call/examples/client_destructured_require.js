// The services are destructured out of the package, with a new name for one.
const { S3, SNS: Topics } = require('aws-sdk');

const storage = new S3({ apiVersion: '2006-03-01' });
const topics = new Topics();

exports.handler = async (event) => {
  storage.putObject({ Bucket: 'menus', Key: event.day, Body: event.menu }, (err) => {
    if (err) console.error('menu not stored', err.code);
    else console.log('menu stored', event.day);
  });
  topics.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:menus', Message: event.day }, (err) => {
    if (err) console.error('menu not announced', err.code);
    else console.log('menu announced', event.day);
  });
  return event.day;
};
