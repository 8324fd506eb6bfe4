// An argument that looks at `user` under a condition proves nothing about `user`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const user = event.user;
  db.put({ TableName: 'visits', Item: { id: event.id, by: user ? user.id : 'nobody' } }, (err) => {
    if (err) {
      console.error('not saved');
    } else {
      console.log('visited by', user.name);
    }
  });
};
