// The function with the call is what `sort` compares with: it cannot become async.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

function byPrice(a, b) {
  if (a.price < 0 || b.price < 0) {
    sns.publish({ TopicArn: process.env.TOPIC, Message: 'negative price' }, (err) => {
      if (err) console.error(err.code);
    });
  }
  return a.price - b.price;
}

exports.handler = async (event) => {
  return event.offers.sort(byPrice);
};
