const fs = require('fs');
const stream = require('stream');

exports.handler = async (event) => {
  stream.pipeline(fs.createReadStream(__filename), fs.createWriteStream('/tmp/leakfix-copy'), (err) => {
    if (err) throw err;
    console.log('copied', event.id);
  });
};
