const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  var found;
  if (event.xml) {
    var size = event.xml.length;
    parseString(event.xml, (err, result) => {
      found = result;
      callback(err, { found, size });
    });
    return;
  }
  callback(null, { found, size });
};
