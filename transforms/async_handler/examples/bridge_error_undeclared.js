const { parseString } = require('xml2js');

// Nothing declares the error of the second answer: it is asked for once, as before.
exports.handler = (event, context, callback) => {
  parseString(event.xml, (err, found) => {
    if (event.quick) callback(null, 'quick');
    else callback(failure, found);
  });
};
