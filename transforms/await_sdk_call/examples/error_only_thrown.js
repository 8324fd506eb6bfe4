// The error is only thrown on, and the rest of the callback uses what was written.
const AWS = require('aws-sdk');

const orders = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const params = {
    TableName: 'orders',
    Item: { id: event.orderId, total: event.total, state: 'accepted' },
    ReturnConsumedCapacity: 'NONE',
  };

  orders.put(params, (err, data) => {
    if (err) throw err;
    console.log('order accepted', event.orderId, Object.keys(data).length);
  });

  return { statusCode: 202 };
};
