const AWS = require('aws-sdk');

class Store {
  constructor(table) {
    this.table = table;
    this.db = new AWS.DynamoDB.DocumentClient();
  }

  put(item, callback) {
    const params = { TableName: this.table, Item: item };
    this.db.put(params, (err) => {
      if (err) return callback(err);
      callback();
    });
  }
}

const store = new Store('meals');

exports.handler = async (event) => {
  store.put({ id: event.id }, (err) => {
    if (err) {
      console.log('lost', err.code);
      return;
    }
    console.log('kept');
  });
};
