const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
class Store {
  static save(item) {
    db.put({ TableName: 'mugs', Item: item }, (err) => {
    if (err) console.error('mug lost', item.id);
    else console.log('mug saved', item.id);
  });
  }
  static other(item) {
    this.save(item);
  }
}
module.exports = Store;
