// The call is made when the module is loaded, not by an invocation.
const AWS = require('aws-sdk');
const ssm = new AWS.SSM();

let greeting = 'Hello';

ssm.getParameter({ Name: '/site/greeting' }, (err, data) => {
  if (err) {
    console.error('no greeting', err.code);
    return;
  }
  greeting = data.Parameter.Value;
});

exports.handler = async (event) => `${greeting}, ${event.name}`;
