// Promises that are logged, compared, put into text and taken apart.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const load = async (id) => (await db.get({ TableName: 'users', Key: { id } }).promise()).Item;
const count = async () => (await db.scan({ TableName: 'users' }).promise()).Count;

exports.handler = async (event) => {
  console.log('users', count());
  const { name } = load(event.id);
  const isFull = count() > 10;
  return { text: `hello ${name}`, isFull, age: load(event.id).age };
};

exports.logged = async (event, context) => {
  const user = load(event.id);
  console.log('user: ' + user);
  return { statusCode: 200, body: JSON.stringify({ user, count: [count()] }) };
};
