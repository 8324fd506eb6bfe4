// What is awaited in parentheses is no call of something named `await`.
const zlib = require('zlib');

exports.handler = async (event, context) => {
  const payload = Buffer.from(event.data, 'base64');
  await (async () => {
    await new Promise((resolve) => {
      zlib.gunzip(payload, (err, text) => {
        if (err) context.fail(err);
        else context.succeed(text.length);
        resolve();
      });
    });
  })();
};
