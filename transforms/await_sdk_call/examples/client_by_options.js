// The client's options are chosen by an expression, the client itself by `||`.
const AWS = require('aws-sdk');

const options = process.env.IS_OFFLINE ? { endpoint: 'http://localhost:4566', s3ForcePathStyle: true } : {};
let cached;
const bucket = () => cached || (cached = new AWS.S3(options));

exports.handler = async (event) => {
  bucket().putObject({ Bucket: 'tickets', Key: event.ticket, Body: event.seat }, (err) => {
    if (err) console.error('no ticket', err.code);
    else console.log('ticket', event.ticket);
  });
  return event.seat;
};
