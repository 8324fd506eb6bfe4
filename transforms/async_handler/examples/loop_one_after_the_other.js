const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = function (event, context, callback) {
  var steps = event.steps.slice();

  function next() {
    var step = steps.shift();
    if (!step) return callback(null, 'all done');
    db.put({ TableName: 'steps', Item: { id: step } }, function (err) {
      if (err) {
        console.log('stopped at', step, 'with', steps.length, 'left');
        return callback(err);
      }
      next();
    });
  }

  next();
};
