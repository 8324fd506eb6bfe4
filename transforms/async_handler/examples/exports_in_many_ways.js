exports.handler = handler;

function handler(event, context, callback) {
  callback(null, event.n + 1);
}

exports.second = exports.third = function (event, context, callback) {
  callback(null, 2);
};

module.exports['fourth'] = (event, _, callback) => callback(null, 4);

Object.defineProperty(exports, 'fifth', {
  enumerable: true,
  value: (event, context, callback) => callback(event.n > 1 ? null : 'small', event.n),
});
