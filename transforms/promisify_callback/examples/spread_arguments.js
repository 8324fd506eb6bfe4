const fs = require('fs');

exports.handler = async (event) => {
  const files = ['/etc/passwd', 'utf8'];
  fs.readFile(...files, (err, text) => {
    if (err) throw err;
    console.log(event.id, text.length > 0);
  });
};
