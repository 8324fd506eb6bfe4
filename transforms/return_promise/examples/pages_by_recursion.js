// Page by page, by calling itself.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function scanAll(params, found, callback) {
  ddb.scan(params, (err, data) => {
    if (err) return callback(err);
    const all = found.concat(data.Items);
    if (data.LastEvaluatedKey) {
      return scanAll({ ...params, ExclusiveStartKey: data.LastEvaluatedKey }, all, callback);
    }
    callback(null, all);
  });
}

exports.handler = async () => {
  scanAll({ TableName: 'users', Limit: 1 }, [], (err, users) => {
    if (err) throw err;
    console.log(users.length, 'users');
  });
};
