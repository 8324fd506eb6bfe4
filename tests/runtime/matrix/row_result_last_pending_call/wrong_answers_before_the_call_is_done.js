// after, node20, event 0: after the answer
const AWS = require('aws-sdk');

const firehose = new AWS.Firehose();

// The click is recorded beside the redirect, not before it.
exports.handler = async (event) => {
  const record = { Data: JSON.stringify({ link: event.link, from: event.referrer || null }) + '\n' };
  firehose.putRecord({ DeliveryStreamName: 'clicks', Record: record }, (err) => {
    if (err) console.error('click lost', err.code);
    else console.log('click recorded');
  });

  return { statusCode: 302, headers: { Location: 'https://example.com/' + event.link } };
};
