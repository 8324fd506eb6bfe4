const co = require('co');
const fs = require('fs');

// What `co` calls with a callback.
const read = (name) => (callback) => fs.readFile(name, 'utf8', callback);

exports.handler = co.wrap(function* (event, context, callback) {
  const text = yield (done) => fs.stat(__filename, done);
  callback(null, text.isFile());
});

exports.second = co.wrap(function* (event, context, callback) {
  const text = yield read(__filename);
  callback(null, text.length > 10);
});
