'use strict';

const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

/**
 * Saves a user.
 */
module.exports.save = function save(user, done) {
  // Without a name nobody can be greeted.
  if (!user.name) {
    return done('no name');
  }

  ddb.put({ TableName: 'users', Item: user }, (err) => {
    done(err);
  });
};
