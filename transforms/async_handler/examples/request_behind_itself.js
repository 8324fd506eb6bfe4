// The variable hides what it is made of, so that there is nothing behind it but itself.
const https = require('https');
const params = require('querystring');

exports.handler = (event, context, callback) => {
  var params = params.stringify({ value: event.message });
  https.get('https://example.com/?' + params, (res) => {
    callback(null, res.statusCode);
  }).on('error', (err) => {
    params.stringify(err).on('error', callback);
    callback(err);
  });
};
