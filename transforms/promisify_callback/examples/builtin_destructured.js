const { readFile } = require('node:fs');
const { gzip } = require('node:zlib');

exports.handler = async (event) => {
  readFile(__filename, (err, text) => {
    if (err) throw err;
    gzip(text, (err, packed) => {
      if (err) throw err;
      console.log(event.id, packed.length > 50);
    });
  });
};
