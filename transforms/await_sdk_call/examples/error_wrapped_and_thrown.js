// The error branch throws an error of its own.
var AWS = require('aws-sdk');
var sns = new AWS.SNS();

module.exports.handler = async function (event) {
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:alarms', Message: event.text }, function (err, data) {
        if (err) {
            throw new Error('the alarm "' + event.text + '" was not raised: ' + err.code);
        }
        console.log('raised', data.MessageId);
    });
    return 'raised';
};
