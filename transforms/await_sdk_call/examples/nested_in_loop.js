// In the callback there is a loop, with a call for each item that was found.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'classes', Key: { id: event.class } }, (err, data) => {
    if (err) {
      console.error('no class', err.code);
      return;
    }
    for (const pupil of data.Item.pupils) {
      db.put({ TableName: 'grades', Item: { id: pupil, grade: event.grade } }, (err) => {
        if (err) {
          console.error('no grade', pupil);
          return;
        }
        console.log('grade', pupil, event.grade);
      });
    }
  });
  return event.class;
};
