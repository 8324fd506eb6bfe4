const zlib = require('zlib');

exports.handler = async () => {
  zlib.gzip('text', function (err, packed) {
    if (err) throw err;
    console.log(this, packed.length);
  });
};
