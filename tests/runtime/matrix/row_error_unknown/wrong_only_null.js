// after, node20, event 6: the answer is
// Gives null where all is well, else whatever the rule has to say.
function firstProblem(order) {
  for (const rule of order.rules || []) {
    if (rule.broken) return rule.says;
  }
  return null;
}

exports.handler = async (event) => {
  const problem = firstProblem(event);
  if (problem !== null) throw problem;
};
