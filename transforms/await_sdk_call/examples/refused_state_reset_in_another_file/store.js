const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
let n = 0;
exports.save = (item) => {
  db.put({ TableName: 't', Item: item }, (err) => { if (err) console.log('no', n); else n += 1; });
};
exports.reset = () => { n = 0; };
exports.count = () => n;
