const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile(__filename, 'utf8', (err, text) => {
    if (err) throw err;
    console.log(event.id, text.length > 50);
  });
};
