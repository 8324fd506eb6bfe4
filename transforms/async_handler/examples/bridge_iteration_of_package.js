const each = require('@company/each');

// Nobody knows how often that calls back.
exports.handler = (event, context, callback) => {
  each(event.users, (user) => {
    if (user.admin) callback(null, user.name);
  });
};
