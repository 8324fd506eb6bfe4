const fs = require('fs');
const util = require('util');

exports.handler = async (event) => {
  const readFile = util.promisify(fs.readFile);
  const text = await readFile('/etc/passwd', 'utf8');
  fs.readFile('/etc/hostname', 'utf8', (err, name) => {
    if (err) throw err;
    console.log(event.id, name.length > 0, text.length > 0);
  });
};
