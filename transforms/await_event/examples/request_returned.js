const https = require('https');

const ask = (url) => {
  return https.get(url);
};

exports.handler = async (event) => {
  ask(event.url).on('error', console.error);
};
