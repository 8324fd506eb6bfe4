const actions = {
  ping: (event, callback) => callback(null, 'pong'),
};

exports.handler = (event, context, callback) => {
  const given = actions[event.action](event, callback);
  console.log(given);
};
