const https = require('https');

exports.handler = async (event) => {
  https.get('https://a.example.com/' + event.id, (res) => {
    res.on('data', (chunk) => console.log('a', chunk.length));
  }).on('error', (err) => {
    console.error('a', err.code);
  });
  console.log('asked');
  return event.id;
};
