// The second handler uses a name that is brought in for the first one, but only once its own callback is gone.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

const a0 = 0;
const a1 = 1;
const a2 = 2;
const a3 = 3;
const a4 = 4;
const a5 = 5;
const a6 = 6;
const a7 = 7;
const a8 = 8;

exports.place = async (event) => {
  setTimeout(() => console.log('placed', event.id), 10);
  return event.id;
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

exports.cancel = async (event) => {
  db.delete({ TableName: 'orders', Key: { id: event.id } }, (err) => {
    if (err) {
      console.error(err);
      return;
    }
    setTimeout(() => console.log('cancelled', event.id), 10);
  });
  return event.id;
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

exports.close = async (event) => {
  db.update({ TableName: 'orders', Key: { id: event.id } }).promise();
  return event.id;
};
