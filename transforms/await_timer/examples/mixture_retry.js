// Back-off in the callback of an SDK call, which starts itself again.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient({ maxRetries: 0 });

function save(id, attempt) {
  db.put({ TableName: 'items', Item: { id } }, (err) => {
    if (err && attempt < 3) {
      console.log('again', id, attempt);
      setTimeout(() => save(id, attempt + 1), 10 * attempt);
      return;
    }
    console.log(err ? 'given up' : 'saved', id);
  });
}

exports.handler = async (event) => {
  save(event.id, 1);
  return { id: event.id };
};
