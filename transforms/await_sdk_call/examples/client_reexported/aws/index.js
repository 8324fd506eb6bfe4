const { S3 } = require('aws-sdk');

module.exports = {
  s3: new S3(),
  region: process.env.AWS_REGION,
};
