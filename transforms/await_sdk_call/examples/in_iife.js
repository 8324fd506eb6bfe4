// The call stands in a function that is called where it is written.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  (function () {
    const id = event.book + ':' + event.reader;
    db.put({ TableName: 'loans', Item: { id } }, (err) => {
      if (err) console.error('not lent', id);
      else console.log('lent', id);
    });
  })();
  return 'lent';
};
