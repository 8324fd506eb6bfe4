const AWS = require('aws-sdk');
const sns = new AWS.SNS();

// Usually there is one record. With more, the first that is done answers for all.
exports.handler = function(event, context, callback) {
    event.Records.forEach(function(record) {
        sns.publish({ TopicArn: record.topic, Message: record.text }, function(err, data) {
            if (err) {
                callback(err);
            } else {
                callback(null, 'published');
            }
        });
    });
};
