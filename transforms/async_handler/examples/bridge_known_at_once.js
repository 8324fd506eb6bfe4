const _ = require('lodash');

exports.handler = (event, context, callback) => {
  const names = [];
  _.each(event.users, (user) => { names.push(user.name); });
  _.forOwn(event.tags, (value, key) => {
    names.push(`${key}=${value}`);
  });
  callback(null, names.sort((a, b) => a.localeCompare(b)));
};
