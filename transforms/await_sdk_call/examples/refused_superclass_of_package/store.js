const AWS = require('aws-sdk');
const { Repository } = require('some-orm');

const db = new AWS.DynamoDB.DocumentClient();

module.exports = class Store extends Repository {
  save(item) {
    db.put({ TableName: 'fans', Item: item }, (err) => {
      if (err) console.error('fan lost', item.id);
      else console.log('fan saved', item.id);
    });
  }
};
