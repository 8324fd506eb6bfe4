const lib = require('./lib');

exports.handler = async (event) => {
  lib.fs.readdir('/tmp', (err, names) => {
    if (err) throw err;
    console.log(event.id, names.length >= 0);
  });
};
