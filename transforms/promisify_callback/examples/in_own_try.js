const fs = require('fs');

exports.handler = async (event) => {
  try {
    fs.appendFile('/tmp/leakfix-in-own-try', `${event.line}\n`, (err) => {
      if (err) console.log('not appended');
      else console.log('appended');
    });
  } catch (err) {
    console.log('bad line');
  }
};
