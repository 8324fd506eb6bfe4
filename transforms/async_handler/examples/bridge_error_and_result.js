const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  console.log('reading', event.id);
  parseString(event.xml, (err, result) => {
    console.log('read', event.id);
    callback(err, result);
  });
};
