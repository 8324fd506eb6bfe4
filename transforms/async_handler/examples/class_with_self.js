const AWS = require('aws-sdk');

class Mailer {
  constructor() {
    this.ses = new AWS.SES();
    this.sent = 0;
  }

  handle(event, context, callback) {
    const self = this;
    this.ses.sendEmail({
      Source: 'a@example.com',
      Destination: { ToAddresses: [event.to] },
      Message: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Hi' } } },
    }, function (err, data) {
      if (err) return callback(err);
      self.sent += 1;
      callback(null, { id: data.MessageId, sent: self.sent });
    });
  }
}

const mailer = new Mailer();
exports.handler = (event, context, callback) => mailer.handle(event, context, callback);
