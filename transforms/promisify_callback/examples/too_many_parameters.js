const fs = require('fs');

exports.handler = async () => {
  fs.readFile(__filename, (err, text, more) => {
    if (err) throw err;
    console.log(text.length, more);
  });
};
