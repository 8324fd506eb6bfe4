const fs = require('fs');
const path = require('path');

exports.handler = async (event) => {
  fs.readFile(path.join(__dirname, 'read_file.js'), 'utf8', (err, text) => {
    if (err) throw err;
    console.log(event.id, text.length > 50);
  });
};
