// Two calls at the same time in the callback of a third.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();

exports.handler = async (event) => {
  db.get({ TableName: 'albums', Key: { id: event.album } }, (err, data) => {
    if (err) return console.error('no album', err.code);
    s3.deleteObject({ Bucket: 'covers', Key: data.Item.cover }, (err) => {
      if (err) return console.error('cover stays', err.code);
      console.log('cover gone', data.Item.cover);
    });
    db.delete({ TableName: 'albums', Key: { id: event.album } }, (err, data) => {
      if (err) return console.error('album stays', err.code);
      console.log('album gone', data);
    });
  });
  return { deleting: event.album };
};
