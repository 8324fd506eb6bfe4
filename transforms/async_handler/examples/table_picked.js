const { parseString } = require('xml2js');

const actions = {
  parse(event, callback) {
    parseString(event.xml, (err, result) => callback(err, result));
  },
  ping: (event, callback) => callback(null, 'pong'),
};

exports.handler = (event, context, callback) => {
  const action = actions[event.action];
  if (!action) return callback(new Error('no such action'));
  action(event, callback);
};
