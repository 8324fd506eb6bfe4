const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  try {
    const text = event.text.trim();
    parseString(text, (err, result) => {
      if (err) return callback(err);
      callback(null, result);
    });
  } catch (err) {
    callback(null, { problem: err.message });
  }
};
