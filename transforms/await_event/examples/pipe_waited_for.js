const fs = require('fs');
const { finished } = require('stream/promises');

exports.handler = async (event) => {
  const target = fs.createWriteStream('/tmp/copy');
  fs.createReadStream(event.path).pipe(target);
  await finished(target);
  await new Promise((resolve, reject) => {
    fs.createReadStream(event.path).pipe(fs.createWriteStream('/tmp/copy')).on('finish', resolve).on('error', reject);
  });
};
