const { parseString } = require('xml2js');

// No async function may have a variable of this name.
exports.handler = (event, context, callback) => {
  const await = event.wait;
  parseString(event.xml, (err, result) => callback(err, await ? result : null));
};
