// What the callback finds is returned before it was found; the awaited answer is the right one.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  let profile = { name: 'anonymous' };

  db.get({ TableName: 'profiles', Key: { id: event.user } }, (err, data) => {
    if (err) {
      console.error('profile', err.code);
      return;
    }
    if (data.Item) {
      profile = data.Item;
    }
  });

  return profile;
};
