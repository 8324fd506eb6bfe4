// The error is never tested, only written down beside the data.
const AWS = require('aws-sdk');
const ssm = new AWS.SSM();

exports.handler = async (event) => {
  ssm.putParameter({ Name: event.name, Value: event.value, Overwrite: true }, function (err, data) {
    console.log('outcome', err && err.code, data !== null);
  });
  return event.name;
};
