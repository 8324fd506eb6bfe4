// after, node24, event 0: the answer is
exports.handler = async (event) => {
  if (!event.steps) throw undefined;
  const broken = event.steps.find((step) => step.status === 'broken');
  if (broken) {
    throw broken.reason ?? 'handled';
  }
  return 'all ' + event.steps.length + ' steps are fine';
};
