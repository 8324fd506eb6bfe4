const fs = require('fs');

exports.handler = async (event) => {
  fs.createReadStream(event.path)
    .on('error', (err) => console.error('source', err.code))
    .pipe(fs.createWriteStream('/tmp/copy'))
    .on('error', (err) => console.error('target', err.code));
};
