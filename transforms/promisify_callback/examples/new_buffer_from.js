const zlib = require('zlib');

exports.handler = async (event) => {
  var payload = new Buffer.from(event.data, 'base64');
  zlib.unzip(payload, function (e, text) {
    if (e) {
      console.log(e.code);
    } else {
      console.log(text.length);
    }
  });
};
