const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  if (event.xml) {
    console.log('reading', event.id);
    parseString(event.xml, (err, result) => {
      if (err) { callback(err); return; }
      callback(null, result);
    });
    context.callbackWaitsForEmptyEventLoop = false;
  } else {
    callback(null, 'nothing');
    context.callbackWaitsForEmptyEventLoop = false;
  }
};
