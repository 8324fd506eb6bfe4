const fse = require('fs-extra');
const gfs = require('graceful-fs');
const fs = require('fs');

function readFile(name, callback) {
  callback(null, name);
}

exports.handler = async (event) => {
  readFile(event.name, (err, text) => {
    if (err) throw err;
    console.log(text);
  });
  fse.readFile(event.name, (err, text) => console.log(text));
  gfs.readFile(event.name, (err, text) => console.log(text));
  fs.readFileSync(event.name, (err, text) => console.log(text));
  const own = { readFile };
  own.readFile(event.name, (err, text) => console.log(text));
};
