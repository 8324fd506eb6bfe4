const { parseString } = require('xml2js');

// Lambda waits for the reading, an async handler would not.
exports.handler = (event, context, callback) => {
  parseString(event.xml, { async: true }, (err, result) => {
    if (err) return console.log('not xml');
    console.log('read', Object.keys(result));
  });
  callback(null, 'accepted');
};
