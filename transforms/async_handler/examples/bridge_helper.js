const { parseString } = require('xml2js');

function read(xml, options, done) {
  parseString(xml, options, (err, result) => {
    if (err) return done(err);
    done(null, result);
  });
}

exports.handler = (event, context, callback) => {
  read(event.xml, { explicitArray: false }, (err, result) => {
    if (err) return callback(`cannot read ${event.id}`);
    callback(null, result);
  });
};
