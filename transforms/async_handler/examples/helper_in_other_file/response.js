'use strict';

const answer = (callback, statusCode, body) => callback(null, { statusCode, body: JSON.stringify(body) });

module.exports.success = (callback, body) => answer(callback, 200, body);
module.exports.failure = (callback, statusCode, message) => answer(callback, statusCode, { message });
