const AWS = require('aws-sdk');
const { parseString } = require('xml2js');
const s3 = new AWS.S3();

exports.handler = (event, context, callback) => {
  s3.getObject({ Bucket: 'orders', Key: event.key }, (err, data) => {
    if (err) {
      console.log('no order', event.key);
      return callback(err);
    }
    parseString(event.xml || data.Body.toString(), (err, order) => {
      if (err) return callback(err);
      callback(null, order);
    });
  });
};
