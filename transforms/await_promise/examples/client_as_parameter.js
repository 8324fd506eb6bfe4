// The client is handed to a function, or to a class that keeps it; nobody waited for what it sends but the event loop.
const AWS = require('aws-sdk');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:orders';

class Orders {
  constructor(db) {
    this.db = db;
  }

  save(order) {
    return this.db.put({ TableName: 'orders', Item: order }).promise();
  }

  saveAll(orders) {
    orders.forEach((order) => this.save(order));
  }
}

function connect() {
  return new AWS.SNS();
}

function tell(sns, text) {
  return sns.publish({ TopicArn, Message: text }).promise();
}

function note(db, id) {
  db.send(new PutItemCommand({ TableName: 'notes', Item: { id: { S: id } } }));
}

exports.handler = (event, context, callback) => {
  new Orders(new AWS.DynamoDB.DocumentClient()).save({ id: event.id });
  tell(connect(), event.id).catch((err) => console.error('not told', err.code));
  callback(null, event.id);
};

exports.many = async (event) => {
  new Orders(new AWS.DynamoDB.DocumentClient()).saveAll([{ id: event.id }, { id: event.id + '2' }]);
  note(new DynamoDBClient({}), event.id);
  return event.id;
};
