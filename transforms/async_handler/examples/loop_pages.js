'use strict';
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function count(params, sum, done) {
  db.scan(params, (err, page) => {
    if (err) return done(err);
    sum += page.Count;
    if (page.LastEvaluatedKey) {
      count({ ...params, ExclusiveStartKey: page.LastEvaluatedKey }, sum, done);
    } else {
      done(null, sum);
    }
  });
}

module.exports.handler = (event, context, callback) => {
  count({ TableName: 'visits', Limit: event.limit || 2 }, 0, (err, sum) => {
    if (err) return callback(err);
    console.log(sum, 'visits');
    callback(null, sum);
  });
};
