// Comments stay, and so does the order of the cases.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function act(kind /* 'get' or 'drop' */, id, callback /* (err, result) */) {
  switch (kind) {
    case 'get':
      // All of it.
      ddb.get({ TableName: 'dishes', Key: { id } }, callback);
      break;
    case 'drop':
      ddb.delete({ TableName: 'dishes', Key: { id } }, (err) => {
        if (err) callback(err);
        else callback(null /* no error */, 'gone');
      });
      break;
    default:
      callback(new Error(`cannot ${kind}`)); // nobody can
      return; // never mind
  }
}

exports.handler = async (event) => {
  act(event.kind, event.id, (err, result) => {
    if (err) {
      console.log(err.message);
      return;
    }
    console.log(JSON.stringify(result));
  });
};
