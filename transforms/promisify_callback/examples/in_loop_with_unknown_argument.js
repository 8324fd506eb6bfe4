const zlib = require('zlib');

exports.handler = async (event) => {
  for (const record of event.records) {
    zlib.gunzip(record, (err, text) => {
      if (err) throw err;
      console.log(text.toString());
    });
  }
};
