// One function is the callback of two calls: it has to be called once for each, with what came of it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function report(err, data) {
  if (err) {
    console.error('not written:', err.message);
    return;
  }
  console.log('written', JSON.stringify(data));
}

exports.handler = async (event) => {
  db.put({ TableName: 'drafts', Item: { id: event.id, text: event.text } }, report);
  db.delete({ TableName: 'trash', Key: { id: event.id } }, report);
  return event.id;
};
