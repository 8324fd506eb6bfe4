// Nothing is said of a success: Lambda answers when the event loop is empty.
const zlib = require('zlib');

exports.handler = (event, context, callback) => {
  unpack(event, callback);
};

function unpack(event, callback) {
  const packed = Buffer.from(event.packed, 'base64');
  zlib.gunzip(packed, (err, text) => {
    if (err) return callback(err);
    console.log(text.toString());
  });
}
