const { parseString } = require('xml2js');

function note(xml) {
  parseString(xml, { async: true }, (err, result) => {
    console.log(err ? 'not xml' : Object.keys(result));
  });
}

exports.handler = (event, context, callback) => {
  note(event.xml);
  callback(null, 'accepted');
};

exports.silent = (event) => {
  note(event.xml);
};
