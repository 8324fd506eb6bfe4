const fs = require('fs');

fs.readFile = (name, callback) => callback(null, name);

exports.handler = async (event) => {
  fs.readFile(event.name, (err, text) => console.log(text));
};
