// The call stands in a `try`, and its callback throws: awaited, that would suddenly reach the `catch`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  try {
    db.put({ TableName: 'claims', Item: { id: event.claim } }, (err) => {
      if (err) throw err;
      console.log('claimed', event.claim);
    });
    return { statusCode: 200 };
  } catch (error) {
    return { statusCode: 500 };
  }
};
