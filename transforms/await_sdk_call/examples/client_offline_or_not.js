// The client is assigned once, offline with another endpoint, but it is of one class in both branches.
const AWS = require('aws-sdk');

let db;
if (process.env.IS_OFFLINE) {
  db = new AWS.DynamoDB.DocumentClient({ region: 'localhost', endpoint: 'http://localhost:8000' });
} else {
  db = new AWS.DynamoDB.DocumentClient();
}

module.exports.handler = async (event) => {
  db.put({ TableName: 'todos', Item: { id: event.id, text: event.text, done: false } }, (error) => {
    if (error) {
      console.error(error.message);
      return;
    }
    console.log('todo', event.id);
  });
  return { statusCode: 200 };
};
