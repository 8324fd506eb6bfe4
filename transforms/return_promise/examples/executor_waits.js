// The first caller waits already, by a promise of its own, so the function keeps its callback for it.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function get(id, callback) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  const user = await new Promise((resolve, reject) => {
    get(event.id, (err, user) => (err ? reject(err) : resolve(user)));
  });
  get(user.boss, (err, boss) => {
    if (err) throw err;
    console.log(boss.name);
  });
};
