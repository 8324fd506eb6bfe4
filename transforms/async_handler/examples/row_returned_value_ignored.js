const AWS = require('aws-sdk');
const ses = new AWS.SES();

// `return` as a way out: what sendEmail returns is nobody's business, nor is the text.
exports.handler = (event, context) => {
  if (!event.to) return 'nobody to write to';
  return ses.sendEmail({
    Source: 'shop@example.com',
    Destination: { ToAddresses: [event.to] },
    Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: event.text || '' } } },
  }, (err, data) => {
    if (err) console.log(err.code, err.message);
    else console.log('sent', data.MessageId);
  });
};
