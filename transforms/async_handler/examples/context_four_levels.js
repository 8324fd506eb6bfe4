console.log('Loading function');

var AWS = require('aws-sdk');
var crypto = require('crypto');

var dynamodb = new AWS.DynamoDB.DocumentClient();

function computeHash(password, salt, fn) {
	crypto.pbkdf2(password, salt, 1000, 32, 'sha256', function(err, derivedKey) {
		if (err) return fn(err);
		else fn(null, derivedKey.toString('base64'));
	});
}

function getUser(email, fn) {
	dynamodb.get({ TableName: 'users', Key: { email: email } }, function(err, data) {
		if (err) return fn(err);
		else fn(null, data.Item);
	});
}

function updateUser(email, hash, fn) {
	dynamodb.update({
		TableName: 'users',
		Key: { email: email },
		UpdateExpression: 'SET passwordHash = :h',
		ExpressionAttributeValues: { ':h': hash }
	}, fn);
}

exports.handler = function(event, context) {
	var email = event.email;
	getUser(email, function(err, user) {
		if (err) {
			context.fail('Error in getUser: ' + err.message);
		} else {
			if (!user) {
				console.log('User not found: ' + email);
				context.succeed({ changed: false });
			} else {
				computeHash(event.oldPassword, user.salt, function(err, hash) {
					if (err) {
						context.fail('Error in hash: ' + err.message);
					} else if (hash !== user.passwordHash) {
						// Login failed
						context.succeed({ changed: false });
					} else {
						computeHash(event.newPassword, user.salt, function(err, newHash) {
							if (err) {
								context.fail('Error in new hash: ' + err.message);
							} else {
								updateUser(email, newHash, function(err, data) {
									if (err) {
										context.fail('Error in updateUser: ' + err.message);
									} else {
										console.log('User changed password: ' + email);
										context.succeed({ changed: true });
									}
								});
							}
						});
					}
				});
			}
		}
	});
};
