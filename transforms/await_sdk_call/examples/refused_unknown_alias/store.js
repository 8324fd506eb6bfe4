module.exports = require('./lib/store');
