// after, node20, event 0: the effects differ
var AWS = require("aws-sdk");
var sqs = new AWS.SQS();

exports.handler = async function (event) {
	const data = await sqs.sendMessage({ QueueUrl: event.queue, MessageBody: event.text }, function () {}).promise();
	return data.MessageId;
};
