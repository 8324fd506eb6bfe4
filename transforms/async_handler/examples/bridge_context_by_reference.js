const { parseString } = require('xml2js');

exports.handler = (event, context) => {
  if (event.strict) {
    parseString(event.xml, context.done);
  } else {
    parseString(event.xml, (err, result) => {
      if (err) context.fail(err.message.length > 200 ? null : err);
      else context.succeed(result);
    });
  }
};
