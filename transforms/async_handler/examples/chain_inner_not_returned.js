const AWS = require('aws-sdk');
const sns = new AWS.SNS();
const db = new AWS.DynamoDB.DocumentClient();

// The news is told beside the answer; a failure of it was never the answer's.
exports.handler = (event, context, callback) => {
  db.get({ TableName: 'orders', Key: { id: event.id } }).promise()
    .then(({ Item }) => {
      if (!Item) throw new Error('no order ' + event.id);
      sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: Item.id }).promise()
        .then(() => console.log('told'))
        .catch((err) => console.warn('not told', err.code));
      return Item;
    })
    .then((order) => callback(null, order))
    .catch(callback);
};
