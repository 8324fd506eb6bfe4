// The upload ends when the stream does, which comes after it: awaited in its place, it never would.
const AWS = require('aws-sdk');
const { PassThrough } = require('stream');
const { pipeline } = require('stream/promises');
const fs = require('fs');

const s3 = new AWS.S3();

exports.handler = async (event) => {
  const body = new PassThrough();
  s3.upload({ Bucket: 'archive', Key: event.key, Body: body }).promise();
  await pipeline(fs.createReadStream(event.file), body);
  return event.key;
};
