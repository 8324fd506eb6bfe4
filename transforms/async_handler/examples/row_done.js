var AWS = require('aws-sdk');
var dynamo = new AWS.DynamoDB.DocumentClient();

exports.handler = function(event, context) {
  var done = function(err, item) {
    context.done(err, item);
  };

  dynamo.get({ TableName: 'songs', Key: { id: event.id } }, function(err, data) {
    if (err) {
      done(err);
    } else if (!data.Item) {
      done('no song ' + event.id, {});
    } else {
      done(null, data.Item);
    }
  });
};
