const https = require('https');
exports.handler = async (event) => {
  https.get(event.url, (res) => {
    let b = '';
    res.on('data', (c) => { b += c; });
    res.on('end', async () => { await save(b); });
  });
};
async function save(e) { console.log(e); }
