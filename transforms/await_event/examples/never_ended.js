const https = require('https');

exports.handler = async (event) => {
  const req = https.request(event.url, (res) => res.resume());
  req.on('error', console.error);
  if (event.body) {
    req.end(event.body);
  }
};
