const AWS = require('aws-sdk');
const ses = new AWS.SES();

exports.handler = async (event) => {
  const mail = {
    Source: 'news@example.com',
    Destination: { ToAddresses: [event.to] },
    Message: { Subject: { Data: 'News' }, Body: { Text: { Data: event.news } } },
  };
  const data = await ses.sendEmail(mail).promise();
  return data.MessageId;
};
