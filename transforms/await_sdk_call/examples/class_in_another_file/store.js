const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

class Store {
  constructor(region) {
    this.table = `ships-${region}`;
  }

  save(item) {
    db.put({ TableName: this.table, Item: item }, (err) => {
      if (err) {
        console.error('ship lost', item.id);
        return;
      }
      console.log('ship saved', item.id);
    });
  }
}

exports.Store = Store;
