// after, node20, event 0: after the answer
const AWS = require('aws-sdk');
const ses = new AWS.SES();

exports.handler = async (event) => {
  const mail = {
    Source: 'news@example.com',
    Destination: { ToAddresses: [event.to] },
    Message: { Subject: { Data: 'News' }, Body: { Text: { Data: event.news } } },
  };
  ses.sendEmail(mail, (err, data) => {
    if (err) throw err;
    else return data.MessageId;
  });
};
