const AWS = require('aws-sdk');
const ses = new AWS.SES({ apiVersion: '2010-12-01' });

// The night shift turns the mails off, the morning turns them on again.
exports.handler = (event) => {
  const params = { Enabled: event.enabled === true };

  ses.updateAccountSendingEnabled(params, function (err, data) {
    if (err) console.log('not switched', err.code); // somebody will see it
    else console.log('mails are', params.Enabled ? 'on' : 'off');
  });
};
