const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function add(player, done) {
  db.put({ TableName: 'players', Item: { id: player, score: 0 } }, (err) => {
    if (err) {
      done(err);
    } else {
      done(null, 0);
    }
  });
}

exports.handler = (event, context) => {
  add(event.player, (err, score) => {
    if (err) {
      if (err.code === 'ValidationException') {
        // Nobody has no score.
        context.succeed({ added: false });
      } else if (err.code === 'ThrottlingException') {
        context.succeed({ added: false, again: true });
      } else {
        context.fail('adding failed: ' + err);
      }
      return;
    }
    db.get({ TableName: 'players', Key: { id: 'best' } }, (err, best) => {
      if (err) {
        context.fail(err);
      } else {
        context.succeed({ added: true, score, best: best.Item });
      }
    });
  });
};
