const Store = require('./store');
const deps = {};
deps.store = new Store();
module.exports = deps;
