const https = require('https');

exports.handler = (event, context, callback) => {
  https.get(`https://api.example.com/${event.city}`, (res) => {
    let size = 0;
    res.on('data', (chunk) => {
      size += chunk.length;
      if (size > 1000) {
        callback('too much');
      }
    });
    res.on('end', () => {
      if (size > 0) {
        callback(null, size);
      }
    });
  }).on('error', callback);
};
