exports.fs = require('fs');
