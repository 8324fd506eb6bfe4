const zlib = require('zlib');
const { promisify } = require('util');

const gunzip = promisify(zlib.gunzip);

exports.handler = async (event) => {
  const packed = Buffer.from(event.awslogs.data, 'base64');
  const text = await gunzip(packed);
  const { logEvents } = JSON.parse(text);
  return logEvents.length;
};
