const AWS = require('aws-sdk');
const s3 = new AWS.S3();
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
	s3.deleteObject({ Bucket: 'avatars', Key: event.user }, (err, data) => {
		if (err) console.log('avatar stays:', err.code);
		else console.log(data);

		db.delete({ TableName: 'users', Key: { id: event.user } }, (err, data) => {
			if (err) console.log('user stays:', err.code);
			callback(null, data === null ? 'kept' : 'gone');
		});
	});
};
