// after, node24, event 3: the answer is
exports.handler = async (event) => {
  if (!event.steps) throw 'handled';
  const broken = event.steps.find((step) => step.status === 'broken');
  if (broken) {
    throw broken.reason;
  }
  return 'all ' + event.steps.length + ' steps are fine';
};
