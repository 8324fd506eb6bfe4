// The function is a method of an object literal.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const shelf = {
  table: 'shelf',

  add(book) {
    db.put({ TableName: this.table, Item: book }, (err) => {
      if (err) {
        console.error('shelf full', err.code);
        return;
      }
      console.log('on the shelf', book.id);
    });
  },

  remove: function (id) {
    db.delete({ TableName: this.table, Key: { id } }, (err) => {
      if (err) {
        console.error('stuck', err.code);
        return;
      }
      console.log('off the shelf', id);
    });
  },
};

exports.handler = async (event) => {
  if (event.add) {
    shelf.add({ id: event.add });
  }
  if (event.remove) {
    shelf.remove(event.remove);
  }
  return 'tidy';
};
