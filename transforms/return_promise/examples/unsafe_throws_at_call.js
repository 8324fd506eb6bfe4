// With `--unsafe` its error branch sees what the function throws before it waits.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function load(event, callback) {
  const key = JSON.parse(event.body);
  ddb.get({ TableName: 'meals', Key: key }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  load(event, (err, meal) => {
    if (err) {
      console.log('no meal');
      return;
    }
    console.log(meal);
  });
};
