const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  const id = event.id;
  if (event.xml) {
    parseString(event.xml, { async: true }, (err, result) => {
      if (err) return callback(err);
      callback(null, { id, result });
    });
  } else {
    callback(null, { id });
  }
  console.log('started', id);
};
