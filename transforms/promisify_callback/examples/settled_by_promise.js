const zlib = require('zlib');

const unzip = (data) => new Promise((resolve, reject) => {
  zlib.gunzip(data, (err, text) => (err ? reject(err) : resolve(text)));
});

exports.handler = async (event) => {
  const text = await unzip(Buffer.from(event.data, 'base64'));
  return text.toString();
};
