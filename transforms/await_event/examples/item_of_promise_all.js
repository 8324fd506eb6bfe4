const https = require('https');

exports.handler = async (event) => {
  await Promise.all(event.urls.map(async (url) => {
    https.get(url);
  }));
  await Promise.all(event.urls.map(async (url) => {
    https.get(url).on('error', console.error);
  }));
};
