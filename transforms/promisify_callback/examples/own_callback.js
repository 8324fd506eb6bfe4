const fs = require('fs');

exports.handler = async (event, context, callback) => {
  fs.readFile(event.file, 'utf8', callback);
};
