const request = require('request');
const log = require('loglevel');

// The message goes out while the answer waits for the event loop; who makes this async would cut it off.
exports.handler = (event, context, callback) => {
  request.post('https://chat.example.com/send').form({ text: event.text });
  callback(null, { statusCode: 200 });
};

// Here Lambda waits for nothing today.
exports.atOnce = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  log.info(event.text);
  callback(null, { statusCode: 200 });
};
