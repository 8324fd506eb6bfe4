const fs = require('fs');
const path = require('path');
const { promisify } = require('util');

const readFile = promisify(fs.readFile);

const folder = path.dirname(require.resolve('aws-sdk/package.json'));

// Shows the licences of what is inside.
exports.handler = async (event) => {
  return await readFile(path.join(folder, event.file), 'utf8');
};
