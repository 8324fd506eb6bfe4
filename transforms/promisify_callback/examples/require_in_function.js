// Packs what it is given.
exports.handler = async (event) => {
  const zlib = require('zlib');

  zlib.brotliCompress(Buffer.from(event.text), (err, packed) => {
    if (err) throw err;
    console.log(packed.length > 3);
  });
};
