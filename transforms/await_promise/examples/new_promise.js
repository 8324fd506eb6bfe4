// A promise around a callback, which nobody awaits.
const fs = require('fs');

exports.handler = async (event) => {
  new Promise((resolve, reject) => {
    fs.appendFile('/tmp/leakfix-promise.log', `${event.id}\n`, (err) => {
      if (err) reject(err);
      else resolve();
    });
  });
  return event.id;
};
