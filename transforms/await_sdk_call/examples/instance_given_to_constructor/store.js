const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

function Store() {}

Store.prototype.save = function (item) {
  db.put({ TableName: 'oars', Item: item }, (err) => {
    if (err) {
      console.error('oar lost', item.id);
      return;
    }
    console.log('oar saved', item.id);
  });
};

module.exports = Store;
