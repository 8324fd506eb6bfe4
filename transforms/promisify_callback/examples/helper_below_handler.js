var fs = require('fs');
var os = require('os');
var path = require('path');

function remember(name) {
  var file = path.join(os.tmpdir(), 'leakfix-' + name);
  fs.writeFile(file, name, function (err) {
    if (err) throw err;
    console.log('remembered', name);
  });
}

exports.handler = async function (event) {
  remember(event.name);
  return 'ok';
};
