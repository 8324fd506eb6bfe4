// after, node20, event 1: the answer is
const AWS = require('aws-sdk');
const s3 = new AWS.S3({ params: { Bucket: 'invoices' } });
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  let data;
  try {
    data = await s3.getObject({ Key: event.key }).promise();
  } catch (err) {
    console.error('cannot read', event.key);
    throw err;
  }
  const invoice = JSON.parse(data.Body.toString());
  try {
    await db.put({ TableName: 'invoices', Item: { id: event.key, total: invoice.total || 0 } }).promise();
  } catch (err) {
    console.error('cannot keep', event.key);
    throw err;
  }
  try {
    await s3.deleteObject({ Key: event.key }).promise();
  } catch (err) {
    // It is read again tomorrow, no harm.
    console.warn('cannot remove', event.key);
    throw err;
  }
  return 'done';
};
