const { readFile, writeFile } = require('fs');
const { promisify } = require('util');

const readText = promisify(readFile);
const save = promisify(writeFile);

exports.handler = async (event) => {
  await save('/tmp/leakfix-wrapper', event.text);
  readFile('/tmp/leakfix-wrapper', 'utf8', (err, text) => {
    if (err) throw err;
    console.log(text);
  });
};
