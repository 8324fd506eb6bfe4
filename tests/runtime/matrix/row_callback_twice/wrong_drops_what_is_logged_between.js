// after, node20, event 2: the effects differ
const prices = { basic: 5, plus: 9 };

exports.handler = async (event) => {
  if (!event.plan) {
    return { statusCode: 400, body: 'which plan?' };
  }
  if (!(event.plan in prices)) {
    console.log('no price for', event.plan);
    return { statusCode: 404, body: 'no such plan' };
  }
  return { statusCode: 200, body: String(prices[event.plan]) };
};
