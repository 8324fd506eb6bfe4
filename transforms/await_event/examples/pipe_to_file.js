const fs = require('fs');
const zlib = require('zlib');

exports.handler = async (event) => {
  const source = fs.createReadStream(event.path);
  const gzip = zlib.createGzip();
  const target = fs.createWriteStream('/tmp/copy.gz');
  source.pipe(gzip).pipe(target);
  target.on('finish', () => {
    console.log('written', target.bytesWritten > 0);
  });
  return event.path;
};
