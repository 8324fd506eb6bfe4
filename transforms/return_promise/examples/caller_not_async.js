// One of the two handlers is not async, so the function keeps its callback for both.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function getUser(id, callback) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  getUser(event.id, (err, user) => {
    if (err) throw err;
    console.log(user);
  });
};

exports.main = (event, context, callback) => {
  getUser(event.id, callback);
};
