exports.save = require('./store').save;
