// Handlers that share functions with each other and with another file, one of which answers by its callback.
const AWS = require('aws-sdk');
const { save, remember, forget } = require('./store');

const sns = new AWS.SNS();

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
  save(event);
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

exports.cancel = (event, context, callback) => {
  forget(event.id);
  sns.publish({ Message: event.id }, (err) => {
    if (err) return callback(err);
    callback(null, event.id);
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

exports.report = async (event) => {
  remember(event.id);
  setTimeout(() => console.log('reported'), 5);
  return event.id;
};
