const zlib = require('zlib');

exports.handler = async (event) => {
  const payload = Buffer.from(event.awslogs.data, 'base64');

  zlib.gunzip(payload, (err, logs) => {
    if (err) {
      console.error('cannot be unzipped', err.code);
      return;
    }
    const { logEvents } = JSON.parse(logs.toString('utf8'));
    logEvents.forEach((it) => console.log(it.message));
  });

  return 'done';
};
