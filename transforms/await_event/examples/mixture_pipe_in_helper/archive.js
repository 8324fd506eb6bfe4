const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

exports.archive = (file) => {
  fs.stat(`${file}`, (err, stats) => {
    if (err) {
      console.error('no file', err.code);
      return;
    }
    console.log('archiving', path.basename(file), stats.size > 0);
    fs.createReadStream(file).pipe(zlib.createGzip()).pipe(fs.createWriteStream('/tmp/archive.gz'));
  });
};
