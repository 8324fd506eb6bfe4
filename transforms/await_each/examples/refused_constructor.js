// A constructor cannot wait.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

class Cleaner {
  constructor(ids) {
    ids.forEach(async (id) => {
      await db.delete({ TableName: 'rooms', Key: { id } }).promise();
    });
  }
}

exports.handler = async (event) => {
  new Cleaner(event.ids);
};
