const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  parseString(event.xml, (err, result) => {
    if (err) { callback(err); return; }
    callback(null, result);
  });
};
