const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

async function save(tent) {
  db.put({ TableName: 'tents', Item: tent }, (err) => {
    if (err) {
      console.error('tent lost', tent.id);
      return;
    }
    console.log('tent saved', tent.id);
  });
}

module.exports = { save };
