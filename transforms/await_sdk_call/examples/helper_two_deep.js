// The function with the call is called by a function that the handler calls.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

const store = (key, text) => {
  s3.putObject({ Bucket: 'exports', Key: key, Body: text }, (err) => {
    if (err) console.error('not exported', key);
    else console.log('exported', key);
  });
};

const exportAll = (users) => {
  console.log('exporting', users.length);
  store('users.json', JSON.stringify(users));
};

exports.handler = async (event) => {
  exportAll(event.users);
  return event.users.length;
};
