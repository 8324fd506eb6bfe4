// Both the handler and its callbacks have a `params`, and an inner callback needs the one of the outer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const params = { TableName: 'boxes', Key: { id: event.box } };
  db.get(params, (err, data) => {
    if (err) {
      console.error('no box', err.code);
      return;
    }
    const params = { TableName: 'moves', Item: { id: event.box, from: data.Item.shelf, to: event.shelf } };
    db.put(params, (err) => {
      if (err) {
        console.error('not moved', err.code);
        return;
      }
      console.log('moved', params.Item.from, 'to', params.Item.to);
    });
  });
  return { table: params.TableName };
};
