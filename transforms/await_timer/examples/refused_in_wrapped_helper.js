// `save` keeps its callback, and the handler runs it by `util.promisify`: its timer leaks all the same.
const AWS = require('aws-sdk');
const { promisify } = require('util');
const db = new AWS.DynamoDB.DocumentClient();

const saveAsync = promisify(save);

function save(id, callback) {
  db.put({ TableName: 'orders', Item: { id } }, (err) => {
    if (err) return callback(err);
    setTimeout(() => console.log('later', id), 100);
    callback(null, id);
  });
}

exports.handler = async (event) => {
  await saveAsync(event.id);
  return 'ok';
};
