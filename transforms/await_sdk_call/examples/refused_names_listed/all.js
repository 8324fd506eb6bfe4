const store = require('./store');

exports.run = (id) => Object.keys(store).forEach((name) => store[name]({ id }));
