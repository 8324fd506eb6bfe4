// Gives null where all is well, else whatever the rule has to say.
function firstProblem(order) {
  for (const rule of order.rules || []) {
    if (rule.broken) return rule.says;
  }
  return null;
}

exports.handler = (event, context, callback) => {
  callback(firstProblem(event));
};
