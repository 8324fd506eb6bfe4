const { parseString } = require('xml2js');

// All are read side by side, and the first that cannot be read is the answer.
exports.handler = (event, context, callback) => {
  const read = [];
  let left = event.items.length;
  event.items.forEach((xml) => {
    parseString(xml, { async: true }, (err, result) => {
      if (err) return callback(err);
      read.push(result);
      left -= 1;
      if (left === 0) callback(null, read);
    });
  });
};
