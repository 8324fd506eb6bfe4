const AWS = require('aws-sdk');

AWS.config.update({ maxRetries: 2 });

exports.documents = new AWS.DynamoDB.DocumentClient();
