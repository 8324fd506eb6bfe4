const { parseString } = require('xml2js');

// The callback is called here, and its result handed on: nobody can have meant that.
exports.handler = (event, context, callback) => {
  parseString(event.xml, callback(null, 'read'));
};
