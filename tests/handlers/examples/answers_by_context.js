exports.succeeds = (event, context) => context.succeed(event);
exports.fails = (event, ctx) => setTimeout(ctx.fail, 10);
exports.bracketed = (event, context) => context['done'](null, event);
exports.alias = (event, context) => {
  const invocation = context;
  invocation.done(null, event);
};
exports.destructured = (event, context) => {
  const { succeed } = context;
  succeed(event);
};
exports.in_parameters = (event, { fail, succeed }) => (event.id ? succeed(event.id) : fail('no id'));
exports.handed_on = (event, context) => respond(event, context);
exports.bound = (event, context) => {
  const finish = complete.bind(undefined, context);
  finish(event);
};

// Only reads from it.
exports.reads = (event, context) => console.log(context.awsRequestId);

function respond(event, context) {
  context.done(null, event);
}

function complete(context, event) {
  context.succeed(event);
}
