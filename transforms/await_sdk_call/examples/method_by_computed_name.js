// The method is called by a computed name, too, and nobody waits there.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

class Journal {
  save(id) {
    db.put({ TableName: 'entries', Item: { id } }, (err) => {
      if (err) console.error(err.code);
    });
  }
}

const journal = new Journal();

exports.handler = async (event) => {
  journal[event.action](event.id);
  return event.id;
};
