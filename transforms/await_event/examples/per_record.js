const https = require('https');

exports.handler = async (event) => {
  for (const record of event.Records) {
    const req = https.request('https://index.example.com/' + record.id, { method: 'POST' }, (res) => {
      res.resume();
      res.on('end', () => console.log('indexed', record.id));
    });
    req.on('error', (err) => console.error(record.id, err.code));
    req.end(record.body);
  }
};
