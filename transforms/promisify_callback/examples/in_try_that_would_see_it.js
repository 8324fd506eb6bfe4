const fs = require('fs');

exports.handler = async () => {
  try {
    fs.readFile(__filename, 'utf8', (err, text) => {
      if (err) throw err;
      console.log(JSON.parse(text));
    });
  } catch (err) {
    console.log('never seen before');
  }
};
