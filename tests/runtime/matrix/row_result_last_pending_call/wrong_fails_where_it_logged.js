// after, node20, event 1: the answer is
const AWS = require('aws-sdk');

const firehose = new AWS.Firehose();

// The click is recorded beside the redirect, not before it.
exports.handler = async (event) => {
  const record = { Data: JSON.stringify({ link: event.link, from: event.referrer || null }) + '\n' };
  await firehose.putRecord({ DeliveryStreamName: 'clicks', Record: record }).promise();
  console.log('click recorded');

  return { statusCode: 302, headers: { Location: 'https://example.com/' + event.link } };
};
