// One of them would not need the context any more.
const actions = {
  ping: (event, context) => context.succeed('pong'),
  who: (event, context) => context.succeed(context.awsRequestId),
};

exports.handler = (event, context) => {
  actions[event.action](event, context);
};
