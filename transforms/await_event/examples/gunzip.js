const zlib = require('zlib');

exports.handler = async (event) => {
  const gunzip = zlib.createGunzip();
  let text = '';
  gunzip.on('data', (chunk) => (text += chunk));
  gunzip.on('end', () => console.log(text));
  gunzip.end(Buffer.from(event.data, 'base64'));
};
