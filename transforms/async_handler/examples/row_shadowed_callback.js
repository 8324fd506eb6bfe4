const AWS = require('aws-sdk');
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

exports.handler = (event, context, callback) => {
  settings.read(event.name, (value) => {
    [value].forEach((it, index, callback) => {
      console.log(callback.length, 'of', index + 1);
    });
    callback(null, { [event.name]: value });
  });
};
