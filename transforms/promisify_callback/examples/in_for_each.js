const zlib = require('zlib');

exports.handler = async (event) => {
  event.records.forEach((record) => {
    zlib.inflate(Buffer.from(record, 'base64'), (err, text) => {
      if (err) {
        console.log('skipped', err.code);
        return;
      }
      console.log(text.toString());
    });
  });
};
