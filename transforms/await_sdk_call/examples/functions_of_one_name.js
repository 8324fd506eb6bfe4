// In sloppy code functions in blocks are variables of the function around: either of these may be called.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  if (event.isDry) {
    function save(item) {
      console.log('would save', item);
    }
  } else {
    function save(item) {
      db.put({ TableName: 'items', Item: item }, (err) => {
        if (err) console.error(err);
        else console.log('saved', item);
      });
    }
  }
  save(event.item);
  return 'done';
};

exports.single = async (event) => {
  {
    function log(item) {
      db.put({ TableName: 'logs', Item: item }, (err) => {
        if (err) console.error(err);
        else console.log('logged', item);
      });
    }
  }
  log(event);
};

exports.conditional = async (event) => {
  if (event.item)
    function keep(item) {
      db.put({ TableName: 'kept', Item: item }, (err) => {
        if (err) console.error(err);
        else console.log('kept', item);
      });
    }
  if (event.item) keep(event.item);
};

exports.inside = async (event) => {
  if (event.item) {
    function add(item) {
      db.put({ TableName: 'added', Item: item }, (err) => {
        if (err) console.error(err);
        else console.log('added', item);
      });
    }
    add(event.item);
  }
};
