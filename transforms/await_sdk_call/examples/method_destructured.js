// The method is taken out of its instance, and nobody waits where it is called.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

class Journal {
  save(id) {
    db.put({ TableName: 'entries', Item: { id } }, (err) => {
      if (err) console.error(err.code);
    });
  }
}

const { save } = new Journal();

exports.handler = async (event) => {
  save(event.id);
  return event.id;
};
