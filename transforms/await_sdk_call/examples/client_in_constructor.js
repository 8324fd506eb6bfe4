// The client belongs to an object; the method that uses it is called by the handler.
const AWS = require('aws-sdk');

class Inventory {
  constructor(table) {
    this.table = table;
    this.db = new AWS.DynamoDB.DocumentClient();
  }

  take(article) {
    this.db.delete({ TableName: this.table, Key: { id: article } }, (err) => {
      if (err) {
        console.error('not taken', article, err.code);
        return;
      }
      console.log('taken', article, 'from', this.table);
    });
  }
}

const inventory = new Inventory('inventory');

exports.handler = async (event) => {
  inventory.take(event.article);
  return { article: event.article };
};
