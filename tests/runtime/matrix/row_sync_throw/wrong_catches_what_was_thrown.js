// after, node20, event 1: the answer is
const zlib = require('zlib');
const { promisify } = require('util');

const gunzip = promisify(zlib.gunzip);

exports.handler = async (event) => {
  let text;
  try {
    const packed = Buffer.from(event.awslogs.data, 'base64');
    text = await gunzip(packed);
  } catch (err) {
    throw new Error('cannot unpack: ' + err.message);
  }
  const { logEvents } = JSON.parse(text);
  return logEvents.length;
};
