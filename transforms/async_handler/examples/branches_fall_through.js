const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

// A profile that cannot be read is taken for a new one, on purpose.
exports.handler = (event, context, callback) => {
  db.get({ TableName: 'profiles', Key: { id: event.id } }, (err, data) => {
    let profile = { visits: 0 };
    if (err) {
      console.warn('starting anew:', err.code);
    } else if (data.Item) {
      profile = data.Item;
    }
    profile.visits += 1;
    db.put({ TableName: 'profiles', Item: { ...profile, id: event.id || 'nobody' } }, (err) => {
      if (err) callback(err);
      callback(null, { visits: profile.visits });
    });
  });
};
