const fs = require('fs');
const path = require('path');

const folder = path.dirname(require.resolve('aws-sdk/package.json'));

// Shows the licences of what is inside.
exports.handler = (event, context, callback) => {
  fs.readFile(path.join(folder, event.file), 'utf8', callback);
};
