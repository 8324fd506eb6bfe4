// The callback of `map` throws: later records are not written, and none is in flight at the answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await Promise.all(event.records.map((record) => {
    if (!record.id) throw new Error('a record without an id');
    db.put({ TableName: 'records', Item: record }, (err) => {
      if (err) console.error(err.code);
    });
  }));
  return 'ok';
};
