// One caller uses what the function returns, one takes its results apart, one calls it in an expression: all keep the callback.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function get(id, callback) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  const request = get(event.a, (err, user) => {
    console.log(err, user);
  });
  console.log(request);
  get(event.b, (err, { name }) => {
    if (err) throw err;
    console.log(name);
  });
  event.c && get(event.c, (err, user) => {
    if (err) throw err;
    console.log(user);
  });
};
