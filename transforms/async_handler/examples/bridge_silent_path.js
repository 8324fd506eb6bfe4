const { parseString } = require('xml2js');

// Answers nothing where there is nothing to say.
exports.handler = (event, context, callback) => {
  parseString(event.xml, (err, result) => {
    if (err) {
      console.log('skipped', err.message);
      return;
    }
    if (!result) return console.log('empty');
    if (result.order) {
      callback(null, result.order);
    } else {
      console.log('no order');
    }
  });
};
