// Lines end as on Windows.
var AWS = require('aws-sdk');
var sns = new AWS.SNS();

exports.handler = async function (event) {
    sns.publish({
        TopicArn: 'arn:aws:sns:us-east-1:000000000000:tides',
        Message: event.tide
    }, function (err, data) {
        if (err) {
            console.log('tide unknown', err.code);
            return;
        }

        // as it came
        console.log('tide', data.MessageId, `high
  and low`);
    });

    return event.tide;
};
