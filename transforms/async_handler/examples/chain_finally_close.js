const AWS = require('aws-sdk');
const s3 = new AWS.S3();

const connect = () => Promise.resolve({
  read: (key) => s3.getObject({ Bucket: 'archive', Key: key }).promise(),
  close: () => s3.putObject({ Bucket: 'archive', Key: 'last-read', Body: 'now' }).promise(),
});

const withArchive = (key) => connect().then((archive) => archive.read(key).finally(() => archive.close()));

exports.handler = (event, context, callback) => {
  withArchive(event.key)
    .then((object) => callback(null, { statusCode: 200, body: object.Body.toString() }))
    .catch((err) => callback(null, { statusCode: err.statusCode || 500, body: 'Could not read ' + event.key }));
};
