'use strict';

// Every function of the service answers by these.
exports.success = function (cb, body) {
  send(cb, 200, body);
};

exports.failure = function (cb, err) {
  console.error(err.code);
  send(cb, err.statusCode || 500, { message: err.message });
};

function send(cb, statusCode, body) {
  cb(null, { statusCode: statusCode, body: JSON.stringify(body) });
}
