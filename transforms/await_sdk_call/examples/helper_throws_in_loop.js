// A helper that throws ends the loop: later records are not written.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function save(record) {
  if (!record.id) throw new Error('a record without an id');
  db.put({ TableName: 'records', Item: record }, (err) => {
    if (err) console.error(err.code);
  });
}

exports.handler = async (event) => {
  for (const record of event.records) {
    save(record);
  }
  return 'ok';
};
