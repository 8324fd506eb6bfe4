// after, node20, event 1: the answer is
const AWS = require('aws-sdk');
const ses = new AWS.SES();

// `return` as a way out: what sendEmail returns is nobody's business, nor is the text.
exports.handler = async (event) => {
  if (!event.to) return 'nobody to write to';
  try {
    const data = await ses.sendEmail({
      Source: 'shop@example.com',
      Destination: { ToAddresses: [event.to] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: event.text || '' } } },
    }).promise();
    console.log('sent', data.MessageId);
  } catch (err) {
    console.log(err.code, err.message);
  }
};
