const AWS = require('aws-sdk');
const ssm = new AWS.SSM();

// Calls back with what is known under the name; the `callback` in here is not the handler's.
const settings = {
  async read(name) {
    try {
      const data = await ssm.getParameter({ Name: name }).promise();
      return data.Parameter.Value;
    } catch {
      return 'unset';
    }
  },
};

exports.handler = async (event) => {
  const value = await settings.read(event.name);
  [value].forEach((it, index, callback) => {
    console.log(callback.length, 'of', index + 1);
  });
  return { [event.name]: value };
};
