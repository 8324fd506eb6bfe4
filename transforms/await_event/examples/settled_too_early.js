const https = require('https');

const first = (url) => new Promise((resolve, reject) => {
  const req = https.get(url, (res) => {
    res.on('data', (data) => resolve(JSON.parse(data)));
  });
  req.on('error', reject);
});

const unheard = (url) => new Promise((resolve) => {
  https.get(url, (res) => {
    let body = '';
    res.on('data', (chunk) => { body += chunk; });
    res.on('end', () => resolve(body));
  });
});

exports.handler = async (event) => {
  return [await first(event.url), await unheard(event.url)];
};
