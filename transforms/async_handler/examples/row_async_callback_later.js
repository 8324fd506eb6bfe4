const AWS = require('aws-sdk');
const ses = new AWS.SES();

exports.handler = async (event, context, callback) => {
  const mail = {
    Source: 'news@example.com',
    Destination: { ToAddresses: [event.to] },
    Message: { Subject: { Data: 'News' }, Body: { Text: { Data: event.news } } },
  };
  ses.sendEmail(mail, (err, data) => {
    if (err) callback(err);
    else callback(null, data.MessageId);
  });
};
