var AWS = require("aws-sdk");
var sqs = new AWS.SQS();

exports.handler = function (event, context, callback) {
	sqs.sendMessage({ QueueUrl: event.queue, MessageBody: event.text }, function (err, data) {
		if (err) {
			callback(err);
		} else {
			callback(null, data.MessageId);
		}
	});
};
