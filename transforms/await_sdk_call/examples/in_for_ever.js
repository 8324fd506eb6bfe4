// A loop without end that is left by `break`.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  let page = 0;
  for (;;) {
    const text = event.pages[page];
    if (!text) break;
    const key = `page-${page}`;
    s3.putObject({ Bucket: 'print', Key: key, Body: text }, (err) => {
      if (err) console.error('not printed', key);
      else console.log('printed', key);
    });
    page += 1;
  }
  return { pages: page };
};
