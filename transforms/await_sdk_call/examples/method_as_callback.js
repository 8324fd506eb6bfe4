// A method that is passed without its object has the response as `this`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const log = {
  prefix: 'lamp',
  done(err) {
    console.log(this.prefix === undefined ? 'somebody' : this.prefix, err ? 'failed' : 'is lit');
  },
};

exports.handler = async (event) => {
  db.put({ TableName: 'lamps', Item: { id: event.id } }, log.done);
  return event.id;
};
