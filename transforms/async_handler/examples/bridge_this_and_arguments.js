const { parseString } = require('xml2js');

exports.prefix = 'order:';
exports.handler = function (event, context, callback) {
  const prefix = this.prefix || 'none:';
  parseString(event.xml, function (err, result) {
    if (err) return callback(err);
    callback(null, { prefix, given: arguments.length, result });
  });
};
