const { parseString } = require('xml2js');

const failed = (callback, message) => callback(new Error(message));

// What it hands the callback to is a package.
const parse = (event, callback) => {
  parseString(event.xml, (err, result) => {
    if (err) return callback('not xml');
    callback(null, result);
  });
};

const count = (event, callback) => callback(null, event.xml.length);

const actions = { parse, count };

exports.handler = (event, context, callback) => {
  if (!Object.keys(actions).includes(event.action) || typeof actions[event.action] !== 'function') {
    return failed(callback, `no ${event.action}`);
  }
  return actions[event.action](event, callback);
};
