// As in an old handler that was made async: each callback calls the next function, which has a callback of its own.
var AWS = require('aws-sdk');
var crypto = require('crypto');

var dynamodb = new AWS.DynamoDB.DocumentClient();
var ses = new AWS.SES();

function getUser(email, fn) {
	dynamodb.get({ TableName: 'users', Key: { email: email } }, function(err, data) {
		if (err) return fn(err);
		else {
			if ('Item' in data) {
				fn(null, email);
			} else {
				fn(null, null); // not found
			}
		}
	});
}

function storeToken(email, fn) {
	var len = 16;
	crypto.randomBytes(len, function(err, token) {
		if (err) return fn(err);
		token = token.toString('hex');
		dynamodb.put({ TableName: 'tokens', Item: { email: email, length: token.length } }, function(err, data) {
			if (err) return fn(err);
			else fn(null, token);
		});
	});
}

function sendMail(email, token, fn) {
	ses.sendEmail({
		Source: 'us@example.com',
		Destination: { ToAddresses: [email] },
		Message: {
			Subject: { Data: 'Token' },
			Body: { Text: { Data: 'It has ' + token.length + ' digits' } }
		}
	}, fn);
}

exports.handler = async function(event) {
	var email = event.email;

	getUser(email, function(err, found) {
		if (err) {
			console.log('Error in getUser: ' + err.code);
		} else if (!found) {
			console.log('User not found: ' + email);
		} else {
			storeToken(email, function(err, token) {
				if (err) {
					console.log('Error in storeToken: ' + err.code);
				} else {
					sendMail(email, token, function(err, data) {
						if (err) {
							console.log('Error in sendMail: ' + err.code);
						} else {
							console.log('Sent to: ' + email);
						}
					});
				}
			});
		}
	});
}
