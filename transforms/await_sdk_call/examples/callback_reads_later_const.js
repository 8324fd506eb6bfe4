// The callback mentions a constant that is declared below the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'songs', Key: { id: event.song } }, (err, data) => {
    if (err) throw err;
    answer.plays = data.Item.plays;
  });
  const answer = { plays: 0 };
  return answer;
};
