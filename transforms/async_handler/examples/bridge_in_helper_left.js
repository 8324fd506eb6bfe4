const https = require('https');

// It calls itself when it tries again.
function load(context, url, tries) {
  https.get(url, (res) => {
    res.resume();
    if (res.statusCode >= 500 && tries > 0) return load(context, url, tries - 1);
    context.succeed(res.statusCode);
  }).on('error', context.fail);
}

// The lines of the body come after the answer, and may be cut off.
function show(url, callback) {
  https.get(url, (res) => {
    res.on('data', (part) => console.log(part.toString()));
    callback(null, res.statusCode);
  }).on('error', callback);
}

// What the helper fails with would be caught.
function head(url, callback) {
  https.request(url, { method: 'HEAD' }, (res) => callback(null, res.statusCode)).on('error', callback).end();
}

// Lambda waits today for a body that nobody reads, until it is cut off.
function ask(url, callback) {
  https.get(url, (res) => callback(null, res.statusCode)).on('error', callback);
}

exports.again = (event, context) => {
  load(context, event.url, 3);
};

exports.show = (event, context, callback) => {
  show(event.url, callback);
};

exports.head = (event, context, callback) => {
  try {
    head(event.url, callback);
  } catch (err) {
    callback(null, 'bad url');
  }
};

exports.ask = (event, context, callback) => {
  ask(event.url, callback);
};
