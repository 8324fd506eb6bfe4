// Three functions deep, each with a callback, the last call passing its own on.
const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();
const sns = new AWS.SNS();

function read(id, callback) {
  ddb.get({ TableName: 'orders', Key: { id } }, callback);
}

function announce(order, callback) {
  const message = { TopicArn: process.env.TOPIC, Message: JSON.stringify(order) };
  sns.publish(message, function (err) {
    if (err) {
      console.error('not announced', order.id);
      callback(err);
    } else {
      callback(null, order);
    }
  });
}

function ship(id, callback) {
  read(id, (err, found) => {
    if (err) {
      return callback(err);
    }
    if (!found.Item) {
      return callback(new Error('no such order'));
    }
    announce(found.Item, callback);
  });
}

exports.handler = async (event) => {
  ship(event.id, (err, order) => {
    if (err) throw err;
    console.log('shipped', order.id);
  });
};
