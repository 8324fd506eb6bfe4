const util = require('util');
const { readFile } = require('fs');

exports.handler = async (event, context) => {
  let result;
  readFile('/etc/hostname', (err, text) => {
    if (err) throw err;
    result = text.toString();
    console.log('read', result.length > 0);
  });
  return util.format('%s', result !== undefined);
};
