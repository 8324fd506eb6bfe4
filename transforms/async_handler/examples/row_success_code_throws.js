const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = (event, context, callback) => {
  s3.getObject({ Bucket: 'menus', Key: event.day }, (err, data) => {
    if (err) {
      callback(null, { statusCode: 404, body: 'no menu' });
      return;
    }
    const menu = JSON.parse(data.Body.toString());
    callback(null, { statusCode: 200, body: menu.dishes.join(', ') });
  });
};
