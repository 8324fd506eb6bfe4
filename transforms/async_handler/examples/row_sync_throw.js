const zlib = require('zlib');

exports.handler = (event, context, callback) => {
  const packed = Buffer.from(event.awslogs.data, 'base64');
  zlib.gunzip(packed, (err, text) => {
    if (err) return callback(err);
    const { logEvents } = JSON.parse(text);
    callback(null, logEvents.length);
  });
};
