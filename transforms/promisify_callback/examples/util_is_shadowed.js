const util = require('util');
const zlib = require('zlib');

const describe = (util) => zlib.gzip(`${util.name}`, (err, packed) => {
  if (err) console.log(util.name, 'not zipped');
  else console.log(util.name, packed.length > 5);
});

exports.handler = async (event) => {
  console.log(util.inspect(event));
  describe(event);
};
