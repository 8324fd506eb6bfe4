const { parseString } = require('xml2js');

function read(xml, done) {
  parseString(xml, (err, result) => {
    if (err) return console.log('not xml');
    done(null, result);
  });
}

exports.handler = (event, context, callback) => {
  read(event.xml, callback);
};
