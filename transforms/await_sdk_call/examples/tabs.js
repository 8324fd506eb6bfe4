// Indented with tabs, and nested.
const AWS = require("aws-sdk");
const db = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

exports.handler = async function (event) {
	db.get({ TableName: "plants", Key: { id: event.plant } }, function (err, data) {
		if (err) {
			console.error("plant unknown", err.code);
			return;
		}
		sns.publish({
			TopicArn: "arn:aws:sns:us-east-1:000000000000:garden",
			Message: `water ${data.Item.name}`,
		}, function (err, data) {
			if (err) {
				console.error("dry", err.code);
			} else {
				console.log("watered", data.MessageId);
			}
		});
	});
	return event.plant;
};
