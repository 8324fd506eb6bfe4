const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  let data;
  try {
    data = await s3.getObject({ Bucket: 'menus', Key: event.day }).promise();
  } catch {
    return { statusCode: 404, body: 'no menu' };
  }
  const menu = JSON.parse(data.Body.toString());
  return { statusCode: 200, body: menu.dishes.join(', ') };
};
