// One call per item: all are waited for.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function put(item, callback) {
  ddb.put({ TableName: 'meals', Item: item }, (err) => callback(err));
}

exports.handler = async (event) => {
  event.items.forEach((item) => {
    put(item, (err) => {
      if (err) console.log('not kept', item.id);
      else console.log('kept', item.id);
    });
  });
};
