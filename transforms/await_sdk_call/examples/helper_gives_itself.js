// A method gives its own object, and its calls are chained.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

class Batch {
  put(id) {
    db.put({ TableName: 'things', Item: { id } }, (err) => {
      if (err) console.log('failed', id);
    });
    return this;
  }
}

exports.handler = async ({ id }) => {
  const batch = new Batch();
  batch.put(id).put('b').put('c');
  return 'ok';
};
