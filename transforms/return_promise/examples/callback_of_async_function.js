// Half of the way: an async function that still takes a callback.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

async function find(id, cb) {
  try {
    const data = await ddb.get({ TableName: 'dishes', Key: { id } }).promise();
    cb(null, data.Item);
  } catch (err) {
    cb(err);
  }
}

async function findAll(ids, cb) {
  let items;
  try {
    const found = await Promise.all(ids.map((id) => ddb.get({ TableName: 'dishes', Key: { id } }).promise()));
    items = found.map((it) => it.Item);
  } catch (err) {
    console.error('not found', err.code);
    return cb(err);
  }
  cb(null, items);
}

exports.handler = async (event) => {
  find(event.id, (err, dish) => {
    if (err) throw err;
    console.log('dish', dish && dish.id);
  });
};

exports.all = async (event, context) => {
  findAll(event.ids, (err, dishes) => {
    if (err) throw err;
    console.log(dishes.length, 'dishes');
  });
};
