// The calls stand in the cases of a `switch`, where their names share one scope.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  switch (event.action) {
    case 'open':
      db.put({ TableName: 'gates', Item: { id: event.gate } }, (err, data) => {
        if (err) {
          console.error('stuck', err.code);
          return;
        }
        console.log('open', data);
      });
      break;
    case 'close':
      db.delete({ TableName: 'gates', Key: { id: event.gate }, ReturnValues: 'ALL_OLD' }, (err, data) => {
        if (err) {
          console.error('stuck', err.code);
          return;
        }
        console.log('closed', data.Attributes);
      });
      break;
    default:
      return 'what?';
  }
  return event.action;
};
