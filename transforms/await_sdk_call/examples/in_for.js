// A counting loop with `var`: each callback sees the last value of the counter.
var AWS = require('aws-sdk');
var sns = new AWS.SNS();

exports.handler = async function (event) {
    for (var i = 0; i < event.times; i++) {
        sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:bells', Message: 'ding ' + i }, function (err) {
            if (err) console.log('silent', i);
            else console.log('rung', i);
        });
    }
    return event.times;
};
