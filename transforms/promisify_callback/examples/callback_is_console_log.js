const fs = require('fs');

exports.handler = async () => {
  fs.unlink('/tmp/leakfix-nothing', console.log);
};
