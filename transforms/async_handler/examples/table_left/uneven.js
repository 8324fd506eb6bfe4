// The callback has one place, but not in both.
const actions = {
  ping: (event, callback) => callback(null, 'pong'),
  echo: (event, context, callback) => callback(null, context.awsRequestId),
};

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback, callback);
};
