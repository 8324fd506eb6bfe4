const prices = { basic: 5, plus: 9 };

exports.handler = (event, context, callback) => {
  if (!event.plan) callback(null, { statusCode: 400, body: 'which plan?' });
  if (!(event.plan in prices)) {
    console.log('no price for', event.plan);
    callback(null, { statusCode: 404, body: 'no such plan' });
  }
  callback(null, { statusCode: 200, body: String(prices[event.plan]) });
};
