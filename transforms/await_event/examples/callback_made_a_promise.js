const http = require('http');
const { promisify } = require('util');

function fetchText(url, callback) {
  http.get(url, (res) => {
    let text = '';
    res.on('data', (chunk) => { text += chunk; });
    res.on('end', () => callback(null, text));
  }).on('error', callback);
}

function fetchStatus(url, done) {
  const req = http.get(url, (res) => {
    res.resume();
    done(null, res.statusCode);
  });
  req.on('error', (err) => done(err));
}

const status = promisify(fetchStatus);

exports.handler = async (event) => {
  const text = await new Promise((resolve, reject) => {
    fetchText(event.url, (err, text) => (err ? reject(err) : resolve(text)));
  });
  return [text, await status(event.url)];
};
