const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

function Store() {}

Store.prototype = {
  save: function (item) {
    db.put({ TableName: 'mugs', Item: item }, (err) => {
      if (err) console.error('mug lost', item.id);
      else console.log('mug saved', item.id);
    });
  },
};

function Shop() {}

Shop.prototype = new Store();

module.exports = { Store, Shop };
