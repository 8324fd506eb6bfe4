// The callback declares a function, and calls it before.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'trips', Key: { id: event.trip } }, (err, data) => {
    if (err) {
      console.error('no trip', err.code);
      return;
    }
    console.log(describe(data.Item));

    function describe(trip) {
      return `${trip.from} to ${trip.to}`;
    }
  });
  return event.trip;
};
