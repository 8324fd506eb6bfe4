// Promises inside, a callback outside: the chain is what the function returns.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function find(id, cb) {
  ddb.get({ TableName: 'dishes', Key: { id } }).promise()
    .then((data) => cb(null, data.Item))
    .catch(cb);
}

function keep(dish, cb) {
  return ddb.put({ TableName: 'dishes', Item: dish }).promise().then(() => {
    console.log('kept', dish.id);
    cb(null, dish.id);
  }, (err) => {
    console.log('lost', dish.id);
    cb(err);
  });
}

exports.handler = async (event) => {
  find(event.id, (err, dish) => {
    if (err) throw err;
    keep({ ...dish, copy: 'yes' }, (err, id) => {
      if (err) {
        console.log(err.code);
      } else {
        console.log('again', id);
      }
    });
  });
};
