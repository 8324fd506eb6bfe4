const store = require('./store');

module.exports = (app) => app.use(store);
