const { parseString } = require('xml2js');
const { resolve } = require('path');

exports.handler = function (event, context, callback) {
  const reject = (name) => name.startsWith('_');
  parseString(event.xml, (err, result) => {
    if (err) return callback(err);
    const names = Object.keys(result).filter((it) => !reject(it));
    callback(null, names.map((it) => resolve('/', it)));
  });
};
