// after, node20, event 1: the answer is
const prices = { basic: 5, plus: 9 };

exports.handler = async (event) => {
  let answer;
  if (!event.plan) answer = { statusCode: 400, body: 'which plan?' };
  if (!(event.plan in prices)) {
    console.log('no price for', event.plan);
    answer = { statusCode: 404, body: 'no such plan' };
  }
  answer = { statusCode: 200, body: String(prices[event.plan]) };
  return answer;
};
