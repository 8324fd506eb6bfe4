'use strict';

const AWS = require('aws-sdk');
const { success, failure } = require('./response');

const s3 = new AWS.S3();

module.exports.handler = (event, context, callback) => {
  if (!event.key) {
    failure(callback, 400, 'which file?');
    return;
  }
  s3.headObject({ Bucket: 'uploads', Key: event.key }, (err, data) => {
    if (err) {
      console.error(err.code);
      failure(callback, err.statusCode, 'no such file');
    } else {
      success(callback, { key: event.key });
    }
  });
};
