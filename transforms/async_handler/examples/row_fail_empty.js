exports.handler = (event, context) => {
  if (!event.steps) return context.fail();
  const broken = event.steps.find((step) => step.status === 'broken');
  if (broken) {
    context.fail(broken.reason);
    return;
  }
  context.succeed('all ' + event.steps.length + ' steps are fine');
};
