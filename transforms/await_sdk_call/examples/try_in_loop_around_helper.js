// The helper throws before its call; the `catch` in the loop goes on with the next record.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function save(record) {
  if (!record.id) throw new Error('no id');
  db.put({ TableName: 'records', Item: record }, (err) => {
    if (err) console.error(err.code);
  });
}

exports.handler = async (event) => {
  for (const record of event.records) {
    try {
      save(record);
    } catch (err) {
      console.log('skipped:', err.message);
    }
  }
  return 'ok';
};
