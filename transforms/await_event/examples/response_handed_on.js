const fs = require('fs');
const https = require('https');

exports.handler = async (event) => {
  https.get(event.url, (res) => {
    res.pipe(fs.createWriteStream('/tmp/copy'));
  });
};
