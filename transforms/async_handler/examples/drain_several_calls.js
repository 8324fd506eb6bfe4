const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();

module.exports.handler = (event, context, callback) => {
  const { id, picture, tags } = event;

  s3.putObject({ Bucket: 'media', Key: `${id}.svg`, Body: picture }, (err) => {
    if (err) console.log('picture', err.code);
    else console.log('picture stored');
  });
  for (const tag of tags) {
    ddb.put({ TableName: 'tags', Item: { tag, id } }, (err) => {
      if (err) console.log('tag', tag, err.code);
    });
  }
  setTimeout(() => console.log('still here'), 20);
};
