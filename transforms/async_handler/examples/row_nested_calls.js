const AWS = require('aws-sdk');
const s3 = new AWS.S3({ params: { Bucket: 'invoices' } });
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  s3.getObject({ Key: event.key }, (err, data) => {
    if (err) {
      console.error('cannot read', event.key);
      return callback(err);
    }
    const invoice = JSON.parse(data.Body.toString());
    db.put({ TableName: 'invoices', Item: { id: event.key, total: invoice.total || 0 } }, (err, data) => {
      if (err) {
        console.error('cannot keep', event.key);
        return callback(err);
      }
      s3.deleteObject({ Key: event.key }, (err) => {
        // It is read again tomorrow, no harm.
        if (err) console.warn('cannot remove', event.key);
        callback(null, 'done');
      });
    });
  });
};
