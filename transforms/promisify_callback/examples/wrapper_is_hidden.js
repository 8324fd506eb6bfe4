const zlib = require('zlib');
const util = require('util');

const gzip = util.promisify(zlib.gzip);

async function zipped(gzip) {
  zlib.gzip('text', (err, data) => {
    if (err) throw err;
    console.log(gzip, data.length > 5);
  });
}

exports.handler = async (event) => {
  const before = await gzip('before');
  console.log(before.length > 5);
  await zipped(event.name);
};
