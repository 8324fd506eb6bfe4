const https = require('https');

exports.handler = (event, context, callback) => {
  https.get(event.url, (res) => {
    res.resume();
    res.on('end', () => callback(null, res.statusCode));
  }).on('error', callback);
};
