const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile('/etc/passwd', 'utf8', (err, text) => {
    if (err) return console.log('unreadable');
    if (text.length < 10) return;
    console.log('long enough');
  });
  if (event.fails) throw new Error('as asked');
  return 'ok';
};
