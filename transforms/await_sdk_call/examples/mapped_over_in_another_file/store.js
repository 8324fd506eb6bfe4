const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

module.exports.save = (id) => {
  db.put({ TableName: 'pins', Item: { id } }, (err) => {
    if (err) console.error('pin lost', id);
    else console.log('pin saved', id);
  });
};
