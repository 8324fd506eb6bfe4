// The function calls itself for the next page, from within its callback: one page after the other, as before.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function listPage(start) {
  db.scan({ TableName: 'songs', Limit: 1, ExclusiveStartKey: start }, (err, data) => {
    if (err) {
      console.error('cannot list', err.code);
      return;
    }
    data.Items.forEach((song) => console.log('song', song.id));
    if (data.LastEvaluatedKey) {
      listPage(data.LastEvaluatedKey);
    }
  });
}

exports.handler = async () => {
  listPage();
  return 'listed';
};
