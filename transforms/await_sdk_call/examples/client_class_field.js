// The client is a field of a class; its method is called through `this`.
const { SNS } = require('aws-sdk');

class Alarm {
  topic = 'arn:aws:sns:us-east-1:000000000000:alarm';
  sns = new SNS();

  ring(reason) {
    this.sns.publish({ TopicArn: this.topic, Message: reason }, (err) => {
      if (err) console.error('silence', err.code);
      else console.log('ringing:', reason);
    });
  }

  check({ heat }) {
    if (heat > 90) {
      this.ring('too hot');
    }
  }
}

const alarm = new Alarm();

exports.handler = async (event) => {
  alarm.check(event);
  return 'checked';
};
