// A function of an object that is made in the call: called by itself it would begin with a brace.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'prints', Item: { id: event.id } }, {
    done() {
      console.log('print', event.id);
    },
  }.done);
  return event.id;
};
