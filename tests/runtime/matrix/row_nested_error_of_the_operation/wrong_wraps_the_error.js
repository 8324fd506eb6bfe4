// after, node20, event 1: the answer is
var AWS = require("aws-sdk");
var sqs = new AWS.SQS();

exports.handler = async function (event) {
	try {
		const data = await sqs.sendMessage({ QueueUrl: event.queue, MessageBody: event.text }).promise();
		return data.MessageId;
	} catch (err) {
		throw new Error(err);
	}
};
