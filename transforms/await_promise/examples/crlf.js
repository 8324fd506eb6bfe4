// Lines end as they did, and tabs stay.
const AWS = require("aws-sdk");
const sns = new AWS.SNS();

exports.handler = async (event) => {
	for (const text of event.texts) sns.publish({ TopicArn: "a", Message: text }).promise();
	return "ok";
};
