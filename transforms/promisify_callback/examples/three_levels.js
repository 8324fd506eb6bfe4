const fs = require('fs');
const zlib = require('zlib');
const AWS = require('aws-sdk');

const sqs = new AWS.SQS();

exports.handler = async (event) => {
  event.files.forEach((file) => {
    fs.readFile(`/tmp/leakfix-none-${file}`, (err, text) => {
      if (err) {
        sqs.sendMessage({ QueueUrl: 'q', MessageBody: file }, (err) => {
          if (err) console.log('not sent');
          else console.log('sent', file);
        });
        return;
      }
      zlib.gzip(text, (err, packed) => {
        if (err) console.log('not packed');
        else console.log('packed', packed.length);
      });
    });
  });
};
