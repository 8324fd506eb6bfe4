const https = require('https');

function fetchText(url, callback) {
  https.get(url, (res) => {
    let text = '';
    res.on('data', (chunk) => { text += chunk; });
    res.on('end', () => callback(null, text));
  }).on('error', callback);
}

exports.handler = async (event) => {
  fetchText(event.url, (err, text) => console.log(err, text));
};
