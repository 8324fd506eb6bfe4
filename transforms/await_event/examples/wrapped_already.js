const https = require('https');
const { once } = require('events');

const get = (url) => new Promise((resolve, reject) => {
  const req = https.get(url, (res) => {
    let body = '';
    res.on('data', (chunk) => { body += chunk; });
    res.on('end', () => resolve(body));
  });
  req.on('error', reject);
});

exports.handler = async (event) => {
  const body = await get(event.url);
  const ping = https.get(event.url);
  await once(ping, 'close');
  const last = https.get(event.url).on('error', console.error);
  await new Promise((resolve) => last.on('close', resolve));
  return body;
};
