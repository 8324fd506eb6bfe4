// The helper's callback calls a function that reads what the caller sets later.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ ids }) => {
  let phase = 'one';
  const log = (text) => console.log(phase, text);
  const save = (id) => {
    db.put({ TableName: 'things', Item: { id } }, (err) => {
      if (err) log('failed');
      else log('saved');
    });
  };
  save(ids[0]);
  phase = 'two';
  return 'ok';
};
