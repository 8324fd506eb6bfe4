const { orders } = require('./clients');

exports.handler = (event, context, callback) => {
  orders.delete({ TableName: 'orders', Key: { id: event.id } }, (err) => {
    if (err) return callback(err);
    callback(null, { cancelled: event.id });
  });
};
