// `forEach` of a stream calls back later, and gives a promise.
const { Readable } = require('stream');
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  Readable.from(event.ids).forEach(async (id) => {
    await db.delete({ TableName: 'rooms', Key: { id } }).promise();
  });
  await Readable.from(event.ids).forEach(async (id) => {
    await db.delete({ TableName: 'beds', Key: { id } }).promise();
  });
};
