const path = require('path');

exports.load = (name) => require(path.join(__dirname, name));
