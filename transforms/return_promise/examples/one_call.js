const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

// Users by their id.
function getUser(id, callback) {
  const params = { TableName: 'users', Key: { id } };
  ddb.get(params, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  getUser(event.id, (err, user) => {
    if (err) {
      console.log('no user', err.code);
      return;
    }
    console.log('hello', user.name);
  });
};
