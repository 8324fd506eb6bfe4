if (process.env.HOME) {
  var zlib = require('zlib');
}

exports.handler = async () => {
  if (!zlib) return;
  zlib.gzip('text', (err, packed) => {
    if (err) throw err;
    console.log(packed.length > 3);
  });
};
