// after, node20, event 5: the answer is
exports.handler = async (event) => {
  if (!event.steps) throw 'handled';
  const broken = event.steps.find((step) => step.status === 'broken');
  if (broken) {
    throw broken.reason || 'handled';
  }
  return 'all ' + event.steps.length + ' steps are fine';
};
