// `read` can return a promise; `store` is handed on and keeps its callback; the SDK is called in both.
const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

function read(id, callback) {
  ddb.get({ TableName: 'meals', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

function store(meal, callback) {
  ddb.put({ TableName: 'meals', Item: meal }, (err) => {
    if (err) return callback(err);
    callback(null, meal.id);
  });
}

exports.handler = async (event) => {
  read(event.id, (err, meal) => {
    if (err) throw err;
    store({ ...meal, isEaten: true }, (err, id) => {
      if (err) {
        console.log('not eaten');
        return;
      }
      console.log('eaten', id);
    });
  });
};

module.exports.steps = [store];
