// A helper has Lambda wait for whatever is still running.
const { deliver } = require('some-queue');

exports.handler = (event, context, callback) => {
  send(context, event, callback);
};

function send(context, event, callback) {
  context.callbackWaitsForEmptyEventLoop = event.isUrgent;
  deliver(event.id);
  callback(null, event.id);
}
