const fs = require('fs');

exports.handler = async (event) => {
  fs.write(1, `${event.text}\n`, (err, written) => {
    console.log(err ? 'not written' : 'written', written);
  });
};
