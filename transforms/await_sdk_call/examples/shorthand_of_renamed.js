// Names that get a new name keep it out of the keys: `{ data }`, `const { Item } = data`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const data = { id: event.id };
  const colour = 'unknown';
  db.get({ TableName: 'kites', Key: data }, (err, data) => {
    if (err) throw err;
    const { colour = 'none' } = data.Item;
    console.log(JSON.stringify({ data, colour }));
  });
  return colour;
};
