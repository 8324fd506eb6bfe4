// Whatever the error is, that is thrown: an object, a text, what somebody else made.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function get(id, cb) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) {
      cb({ code: 500, message: err.message });
    } else if (!data.Item) {
      cb(JSON.stringify({ code: 404 }));
    } else if (data.Item.gone) {
      cb('gone: ' + id);
    } else {
      cb(null, data.Item);
    }
  });
}
exports.handler = async (event) => {
  get(event.id, (err, user) => {
    if (err) {
      console.log('failed', JSON.stringify(err));
    } else {
      console.log(user);
    }
  });
};
