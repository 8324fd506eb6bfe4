// Windows wrote this.
var AWS = require("aws-sdk");
var s3 = new AWS.S3();

exports.handler = function (event, context, callback) {
	s3.getObject({ Bucket: "texts", Key: event.key }, function (err, data) {
		if (err) {
			callback("cannot read " + event.key);
		}
		else {
			callback(null, data.Body.toString());
		}
	});
};