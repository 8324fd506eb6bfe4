const AWS = require('aws-sdk');
const ses = new AWS.SES({ apiVersion: '2010-12-01' });

exports.handler = (event) => {
  const params = { Enabled: event.enabled === true };

  ses.updateAccountSendingEnabled(params, function (err, data) {
    if (err) console.log('not switched', err.code); // an error occurred
    else console.log('sending is', params.Enabled ? 'on' : 'off'); // successful response
  });
};
