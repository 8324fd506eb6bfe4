// A loop that empties a list, one call for each turn.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const waiting = [...event.expired];
  while (waiting.length > 0) {
    const id = waiting.shift();
    db.delete({ TableName: 'offers', Key: { id } }, (err) => {
      if (err) {
        console.error('still there', id);
      } else {
        console.log('expired', id);
      }
    });
  }
  return 'swept';
};
