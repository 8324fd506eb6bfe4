// The request has a name, and is sent some lines later.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const request = s3.putObject({ Bucket: 'contracts', Key: event.contract, Body: event.text });
  console.log('signing', event.contract);

  request.send(function (err, data) {
    if (err) {
      console.error('not signed', err.message);
      return;
    }
    console.log('signed', data.ETag);
  });

  return event.contract;
};
