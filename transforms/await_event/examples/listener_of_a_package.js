const https = require('https');
const xml = require('xml2js');

exports.handler = async (event) => {
  https.get(event.url, (res) => {
    let body = '';
    res.on('data', (chunk) => { body += chunk; });
    res.on('end', () => xml.parseString(body, (err, it) => console.log(err, it)));
  });
};
