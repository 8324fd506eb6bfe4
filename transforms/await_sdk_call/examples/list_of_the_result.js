// What was found is an array of the result: each item's own call is collected.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.scan({ TableName: 'hats' }, (err, data) => {
    if (err) {
      console.error('no hats', err.code);
      return;
    }
    data.Items.forEach((item) => {
      if (item.year < event.before) {
        db.delete({ TableName: 'hats', Key: { id: item.id } }, (err) => {
          if (err) {
            console.error('kept', item.id, err.code);
          } else {
            console.log('removed', item.id);
          }
        });
      }
    });
  });
};
