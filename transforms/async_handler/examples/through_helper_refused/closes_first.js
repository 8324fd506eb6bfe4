// The table is closed before there is an answer, not after it.
const { get, closing } = require('./helpers');

exports.handler = (event, context, callback) => {
  closing(() => {
    get(event.id).then((user) => callback(null, user.Item));
  });
};
