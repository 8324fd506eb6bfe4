const https = require('https');

exports.handler = async (event) => {
  event.urls.forEach((url) => https.get(url));
};
