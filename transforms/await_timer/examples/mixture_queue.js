// A callback of the SDK and a timer in each turn of a `while`: the list of the first gets what may fail of the second.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const queue = [...event.ids];
  while (queue.length) {
    const id = queue.shift();
    db.put({ TableName: 'orders', Item: { id } }, (err) => {
      if (err) console.error('not stored', id);
    });
    setTimeout(() => {
      console.log('left', queue.length, id);
    }, 40);
  }
  return 'ok';
};
