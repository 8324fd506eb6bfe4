const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

module.exports = class Store {
  save(item) {
    db.put({ TableName: 'bells', Item: item }, (err) => {
      if (err) console.error('bell lost', item.id);
      else console.log('bell saved', item.id);
    });
  }
};
