// Three levels: `gunzip` with a callback, in it a `map` that nobody collects, in that a callback of the SDK.
const zlib = require('zlib');
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  zlib.gunzip(Buffer.from(event.data, 'base64'), (err, text) => {
    if (err) throw err;
    const lines = JSON.parse(text.toString());
    lines.map(async (line) => {
      const { Item } = await db.get({ TableName: 'seen', Key: { id: line } }).promise();
      if (Item) return;
      db.put({ TableName: 'seen', Item: { id: line } }, (err) => {
        if (err) throw err;
        console.log('new', line);
      });
    });
  });
  return 'ok';
};
