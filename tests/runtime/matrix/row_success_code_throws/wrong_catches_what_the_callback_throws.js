// after, node20, event 0: the answer is
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  try {
    const data = await s3.getObject({ Bucket: 'menus', Key: event.day }).promise();
    const menu = JSON.parse(data.Body.toString());
    return { statusCode: 200, body: menu.dishes.join(', ') };
  } catch {
    return { statusCode: 404, body: 'no menu' };
  }
};
