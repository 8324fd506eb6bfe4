const fs = require('fs');

exports.handler = async () => {
  void fs.unlink('/tmp/leakfix-detached', () => {});
  return 'ok';
};
