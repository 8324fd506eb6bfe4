const { parseString } = require('xml2js');

// The timer is still there when the text has been read.
exports.handler = (event, context, callback) => {
  setTimeout(() => callback('too late'), 100);
  parseString(event.xml, { async: true }, (err, result) => {
    if (err) return callback(err);
    callback(null, result);
  });
};
