const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile(event.path, 'utf8', (err, text) => {
    if (err) throw err;
    console.log(text.length);
  });
};
