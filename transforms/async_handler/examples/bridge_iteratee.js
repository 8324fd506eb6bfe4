const async = require('async');
const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  async.eachSeries(event.items, (item, next) => {
    if (item === 'stop') return callback(null, 'stopped');
    parseString(item, (err) => next(err));
  }, (err) => {
    if (err) callback(err);
    else callback(null, 'read all');
  });
};
