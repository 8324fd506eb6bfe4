const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

class Store {
  save(item) {
    this.write(item);
  }

  write(item) {
    db.put({ TableName: 'coins', Item: item }, (err) => {
      if (err) console.error('coin lost', item.id);
      else console.log('coin saved', item.id);
    });
  }
}

module.exports = new Store();
