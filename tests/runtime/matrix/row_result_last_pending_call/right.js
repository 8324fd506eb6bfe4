const AWS = require('aws-sdk');

const firehose = new AWS.Firehose();

// The click is recorded beside the redirect, not before it.
exports.handler = async (event) => {
  const record = { Data: JSON.stringify({ link: event.link, from: event.referrer || null }) + '\n' };
  try {
    await firehose.putRecord({ DeliveryStreamName: 'clicks', Record: record }).promise();
    console.log('click recorded');
  } catch (err) {
    console.error('click lost', err.code);
  }

  return { statusCode: 302, headers: { Location: 'https://example.com/' + event.link } };
};
