// The data is destructured in the parameter list: with data null, that throws even where there is an error to report.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'badges', Key: { id: event.badge } }, (err, { Item }) => {
    if (err) {
      console.error('no badge', err.code);
      return;
    }
    console.log('badge of', Item.owner);
  });
  return event.badge;
};
