const https = require('https');

exports.handler = (event, context, callback) => {
  https.get(`https://api.example.com/cities/${event.city}`, (res) => {
    const chunks = [];
    res.on('data', (chunk) => chunks.push(chunk));
    res.on('end', () => {
      if (res.statusCode !== 200) return callback(new Error(`status ${res.statusCode}`));
      let weather;
      try {
        weather = JSON.parse(Buffer.concat(chunks).toString());
      } catch (err) {
        return callback(err);
      }
      callback(null, { city: event.city, weather });
    });
  }).on('error', (err) => {
    console.error('no weather:', err.code);
    callback(err);
  });
};
