// Answers only where something is wrong; the caller goes on.
function check(context, event) {
  if (!event.id) {
    context.fail('no id');
  }
}

exports.handler = (event, context) => {
  check(context, event);
  console.log('checked');
  context.succeed(event.id);
};
