const { parseString } = require('xml2js');

const wanted = (event, found) => {
  console.log('looking at', event.id);
  return found.a === 'none' ? new Error('none') : null;
};

// Who asks whether there is an error must not ask twice.
exports.handler = (event, context) => {
  parseString(event.xml, (err, found) => {
    if (err) context.fail(err);
    else context.done(wanted(event, found), { id: event.id });
  });
};
