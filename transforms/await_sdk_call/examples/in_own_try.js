// The call stands in a `try`, whose `catch` never saw its failure; the callback only logs.
const AWS = require('aws-sdk');
const ses = new AWS.SES();

exports.handler = async (event) => {
  try {
    const to = event.address.trim();
    ses.sendEmail({
      Source: 'club@example.com',
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Come in' } } },
    }, (err) => {
      if (err) console.log('not invited', err.code);
      else console.log('invited', to);
    });
    return { statusCode: 200 };
  } catch (error) {
    console.error('bad request', error.message);
    return { statusCode: 400 };
  }
};
