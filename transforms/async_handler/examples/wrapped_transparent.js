'use strict';

const AWS = require('aws-sdk');
const mails = new AWS.SES();

// Says what comes in, and hands on the rest.
const logged = (inner) => (event, context, callback) => {
  console.log('event', event.to);
  return inner(event, context, callback);
};

exports.handler = logged((event, context, callback) => {
  if (!event.to) return callback('to whom?');
  mails.deleteIdentity({ Identity: event.to }, (err) => {
    if (err) return callback(err);
    callback(null, 'gone');
  });
});
