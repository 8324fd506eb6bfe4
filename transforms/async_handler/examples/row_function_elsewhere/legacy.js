// Shared with the old server, which calls it with a callback, and which may replace it.
module.exports.taken = 0;

module.exports.reserve = function (table, guests, callback) {
  if (arguments.length < 3) throw new TypeError('no callback');
  var self = this;
  setTimeout(function () {
    if (guests > 8) return callback('too many');
    if (!table) return callback(null);
    self.taken += 1;
    callback(null, { table: table, taken: self.taken }, 'ignored');
  }, 5);
};
