const { parseString } = require('xml2js');

// Who is not known is turned away, and the rest runs all the same.
exports.handler = (event, context, callback) => {
  if (!event.user) {
    callback('Unauthorized');
  }
  parseString(event.xml, (err, result) => {
    console.log('read for', event.user);
    if (err) callback(err);
    callback(null, result);
  });
};
