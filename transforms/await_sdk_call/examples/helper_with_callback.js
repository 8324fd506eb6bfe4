// The function has a callback of its own, which its caller hands in.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function findOwner(dog, done) {
  db.get({ TableName: 'dogs', Key: { id: dog } }, (err, data) => {
    if (err) return done(err);
    done(null, data.Item.owner);
  });
}

exports.handler = async (event) => {
  findOwner(event.dog, (err, owner) => {
    if (err) {
      console.error('stray dog', event.dog);
      return;
    }
    console.log(event.dog, 'belongs to', owner);
  });
  return event.dog;
};
