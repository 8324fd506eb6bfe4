const AWS = require('aws-sdk');

exports.note = (tour) => {
  if (tour.stops > 2) {
    require('./visit').visit({ id: tour.id, stops: 2 });
    return;
  }
  new AWS.DynamoDB.DocumentClient().put({ TableName: 'tours', Item: tour }, (err) => {
    if (err) console.error('tour lost', tour.id);
    else console.log('tour noted', tour.id);
  });
};
