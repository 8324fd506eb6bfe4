// Two functions with two leaks each, far from each other: the first one makes the function async for both.
const AWS = require('aws-sdk');
const fs = require('fs');

const db = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();

const a0 = 0;
const a1 = 1;
const a2 = 2;
const a3 = 3;
const a4 = 4;
const a5 = 5;
const a6 = 6;
const a7 = 7;
const a8 = 8;

exports.save = (order) => {
  db.put({ TableName: 'orders', Item: order }, (err) => {
    if (err) console.error(err);
  });

  const lines = [
    'id: ' + order.id,
    'by: ' + order.by,
    'at: ' + order.at,
    'of: ' + order.of,
    'to: ' + order.to,
    'in: ' + order.in,
    'on: ' + order.on,
  ];

  s3.putObject({ Bucket: 'orders', Key: order.id, Body: lines.join('\n') }, (err) => {
    if (err) console.error(err);
  });
};

const b0 = 0;
const b1 = 1;
const b2 = 2;
const b3 = 3;
const b4 = 4;
const b5 = 5;
const b6 = 6;
const b7 = 7;
const b8 = 8;

exports.remember = (text) => {
  fs.writeFile('/tmp/last', text, (err) => {
    if (err) console.error(err);
  });
};

const c0 = 0;
const c1 = 1;
const c2 = 2;
const c3 = 3;
const c4 = 4;
const c5 = 5;
const c6 = 6;
const c7 = 7;
const c8 = 8;

exports.forget = (id) => {
  fs.unlink('/tmp/' + id, (err) => {
    if (err) {
      console.error(err);
      return;
    }
    db.delete({ TableName: 'notes', Key: { id } }, (failure) => {
      if (failure) console.error(failure);
    });
  });
};
