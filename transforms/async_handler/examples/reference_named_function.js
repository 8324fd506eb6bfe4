const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = (event, context, callback) => {
  function finished(err, data) {
    if (err) {
      console.error(err.code);
      callback(null, { statusCode: 500 });
      return;
    }
    callback(null, { statusCode: 200, body: JSON.stringify(data.Item || data.Attributes || {}) });
  }

  const Key = { id: event.id };
  if (event.method === 'DELETE') db.delete({ TableName: 'books', Key, ReturnValues: 'ALL_OLD' }, finished);
  else db.get({ TableName: 'books', Key }, finished);
};
