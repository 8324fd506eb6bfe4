const fs = require('fs');

exports.handler = async () => {
  fs?.readFile(__filename, (err, text) => {
    if (err) throw err;
    console.log(text.length);
  });
};
