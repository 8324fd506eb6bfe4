// Who takes values from an async generator may leave before its end.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

async function* strung(ids) {
  for (const id of ids) {
    db.put({ TableName: 'beads', Item: { id } }, (err) => {
      if (err) console.error(err.code);
    });
    yield id;
  }
}

exports.handler = async (event) => {
  for await (const id of strung(event.ids)) {
    if (id === 'b2') break;
  }
  return 'ok';
};
