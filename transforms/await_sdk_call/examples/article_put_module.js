// The same in a file of ECMAScript syntax: branches in blocks, the arrow takes both parameters.
import AWS from 'aws-sdk';

const ses = new AWS.SES();

export const handler = async (event) => {
  const message = {
    Source: 'shop@example.com',
    Destination: { ToAddresses: [event.email] },
    Message: { Subject: { Data: 'Welcome' }, Body: { Text: { Data: `Hello ${event.name}` } } },
  };
  ses.sendEmail(message, (err, data) => {
    if (err) {
      console.error(err, err.stack);
    } else {
      console.log(data);
    }
  });
  return { statusCode: 200, body: 'sent' };
};
