// The functions with the calls are picked out of a table by name.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const add = (id) => {
  db.put({ TableName: 'toys', Item: { id } }, (err) => {
    if (err) console.error('not added', id);
    else console.log('added', id);
  });
};

const drop = (id) => {
  db.delete({ TableName: 'toys', Key: { id } }, (err) => {
    if (err) console.error('not dropped', id);
    else console.log('dropped', id);
  });
};

const actions = { add, drop };

exports.handler = async (event) => {
  actions[event.action](event.toy);
  return event.toy;
};
