const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile(event.path, 'utf8', (err, text) => {
    if (err) {
      console.log('cannot be read');
      return;
    }
    console.log(text.length);
  });
};
