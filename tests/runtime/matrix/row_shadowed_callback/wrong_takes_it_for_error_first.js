// after, node20, event 0: the answer is
const AWS = require('aws-sdk');
const { promisify } = require('util');
const ssm = new AWS.SSM();

// Calls back with what is known under the name; the `callback` in here is not the handler's.
const settings = {
  read(name, callback) {
    ssm.getParameter({ Name: name }, (err, data) => {
      if (err) return callback('unset');
      callback(data.Parameter.Value);
    });
  },
};

exports.handler = async (event) => {
  const value = await promisify(settings.read)(event.name);
  [value].forEach((it, index, callback) => {
    console.log(callback.length, 'of', index + 1);
  });
  return { [event.name]: value };
};
