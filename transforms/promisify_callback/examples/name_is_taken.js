const zlib = require('zlib');

const promisify = (name) => `the promise of ${name}`;

function gunzip(text) {
  return text.replace('.gz', '');
}

exports.handler = async (event) => {
  console.log(gunzip(event.name), promisify(event.name));
  zlib.gunzip(Buffer.from(event.data, 'base64'), (err, text) => {
    if (err) throw err;
    console.log(text.toString());
  });
};
