// The callback settles a promise that the handler awaits: no leak, and nothing may change.
const AWS = require('aws-sdk');
const ssm = new AWS.SSM();

const parameter = (name) => new Promise((resolve, reject) => {
  ssm.getParameter({ Name: name }, (err, data) => {
    if (err) return reject(err);
    resolve(data.Parameter.Value);
  });
});

exports.handler = async (event) => {
  const value = await parameter(event.name);
  return { value };
};
