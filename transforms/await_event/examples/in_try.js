const https = require('https');

exports.handler = async (event) => {
  try {
    const req = https.get(event.url, (res) => console.log(res.statusCode));
    req.on('error', (err) => console.error(err.code));
  } catch (err) {
    console.error('no url', err.code);
  }
};

exports.unheard = async (event) => {
  try {
    https.get(event.url);
  } catch (err) {
    console.error('no url', err.code);
  }
};
