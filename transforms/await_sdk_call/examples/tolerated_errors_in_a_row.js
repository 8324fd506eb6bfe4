// Two calls in a row, each with an error that it tolerates: a tolerated first one must not skip the second.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const isNew = 'attribute_not_exists(id)';

  db.put({ TableName: 'teams', Item: { id: event.team }, ConditionExpression: isNew }, (err) => {
    if (err && err.code !== 'ConditionalCheckFailedException') throw err;
    console.log('team there', event.team);
  });
  db.put({ TableName: 'players', Item: { id: event.player }, ConditionExpression: isNew }, (err) => {
    if (err && err.code !== 'ConditionalCheckFailedException') throw err;
    console.log('player there', event.player);
  });

  return `${event.player} plays for ${event.team}`;
};
