const https = require('https');

exports.handler = async (event) => {
  https.get(`https://cache.example.com/purge/${event.key}`, (res) => {
    res.on('data', () => {});
    res.on('end', () => {
      console.log('purged', event.key);
    });
  });
  return { ok: true };
};
