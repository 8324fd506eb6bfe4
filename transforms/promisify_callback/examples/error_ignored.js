const fs = require('fs');

exports.handler = async (event) => {
  fs.mkdir('/tmp/leakfix-error-ignored', () => {
    fs.readdir('/tmp/leakfix-error-ignored', (err, files) => {
      console.log(event.id, files.length);
    });
  });
};
