console.log('lockers: cold start');

var AWS = require('aws-sdk');
var crypto = require('crypto');

var lockers = new AWS.DynamoDB.DocumentClient({ params: { TableName: 'lockers' } });

function digest(pin, pepper, cb) {
	crypto.pbkdf2(pin, pepper, 1000, 32, 'sha256', function(err, key) {
		if (err) return cb(err);
		else cb(null, key.toString('base64'));
	});
}

function find(number, cb) {
	lockers.get({ Key: { number: number } }, function(err, found) {
		if (err) return cb(err);
		else cb(null, found.Item);
	});
}

function store(number, pin, cb) {
	lockers.update({
		Key: { number: number },
		UpdateExpression: 'SET pin = :p',
		ExpressionAttributeValues: { ':p': pin }
	}, cb);
}

exports.handler = function(event, context) {
	var number = event.locker;
	find(number, function(err, locker) {
		if (err) {
			context.fail('cannot look into ' + number + ': ' + err.message);
		} else {
			if (!locker) {
				console.log('there is no locker', number);
				context.succeed({ changed: false });
			} else {
				digest(event.oldPin, locker.pepper, function(err, oldPin) {
					if (err) {
						context.fail('old pin: ' + err.message);
					} else if (oldPin !== locker.pin) {
						// somebody else's locker
						context.succeed({ changed: false });
					} else {
						digest(event.newPin, locker.pepper, function(err, newPin) {
							if (err) {
								context.fail('new pin: ' + err.message);
							} else {
								store(number, newPin, function(err, stored) {
									if (err) {
										context.fail('cannot change ' + number + ': ' + err.message);
									} else {
										console.log('locker', number, 'has a new pin');
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
