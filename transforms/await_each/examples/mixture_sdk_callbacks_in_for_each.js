// Three levels: a callback of the SDK, in an async function for each item, in a callback of the SDK.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();

exports.handler = async (event) => {
  db.get({ TableName: 'albums', Key: { id: event.album } }, (err, data) => {
    if (err) {
      console.error('no album', err.code);
      return;
    }
    data.Item.photos.forEach(async (photo) => {
      const { Body } = await s3.getObject({ Bucket: 'photos', Key: photo }).promise();
      db.put({ TableName: 'sizes', Item: { id: photo, size: Body.length } }, (err) => {
        if (err) console.error('not stored', photo);
        else console.log('stored', photo);
      });
    });
  });
  return 'ok';
};
