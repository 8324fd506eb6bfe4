const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event, context, callback) => {
  await (async function () {
    try {
      const { Body } = await s3.getObject({ Bucket: 'pages', Key: event.key }).promise();
      callback(null, Body.toString());
    } catch (err) {
      console.error(err.message);
      callback(err);
    }
  })();
};
