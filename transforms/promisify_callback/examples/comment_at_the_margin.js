const zlib = require('zlib');

exports.handler = async (event) => {
  const payload = Buffer.from(event.data, 'base64');

  zlib.gunzip(payload, (err, text) => {
    if (err) {
      console.log(err.code);
      return;
    }

/*
  Of the old days:
    send(text);
*/

    text.toString().split(',').forEach((it) => {
      console.log(it);
    });
  });
};
