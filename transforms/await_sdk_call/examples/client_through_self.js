// `const self = this`, as it was done before there were arrows.
var AWS = require('aws-sdk');

function Mailer() {
    this.ses = new AWS.SES();
    this.sent = 0;
}

Mailer.prototype.send = function (to, text) {
    var self = this;
    self.ses.sendEmail({
        Source: 'desk@example.com',
        Destination: { ToAddresses: [to] },
        Message: { Subject: { Data: 'News' }, Body: { Text: { Data: text } } }
    }, function (err) {
        if (err) {
            console.error('not sent to', to);
            return;
        }
        self.sent += 1;
        console.log('sent to', to, self.sent);
    });
};

var mailer = new Mailer();

exports.handler = async function (event) {
    mailer.send(event.to, event.text);
    return 'sent';
};
