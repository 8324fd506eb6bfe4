const fs = require('fs');
const { pipeline } = require('stream');
const zlib = require('zlib');

exports.handler = async (event) => {
  pipeline(
    fs.createReadStream(__filename),
    zlib.createGzip(),
    fs.createWriteStream('/tmp/leakfix-pipeline.gz'),
    (err) => {
      if (err) throw err;
      console.log('zipped', event.id);
    },
  );
};
