// Every record is told of at once; the order of the answers does not matter.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const notify = async (record) => {
  if (!record.id) return;
  await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: record.id }).promise();
};

exports.handler = async (event) => {
  for (const record of event.Records) {
    notify(record);
  }
  return event.Records.length;
};
