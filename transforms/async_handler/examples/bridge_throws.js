const https = require('https');

exports.handler = (event, context, callback) => {
  https.get(event.url, (res) => {
    if (event.strict && res.statusCode !== 204) throw 'not empty';
    if (!event.name) {
      console.log('nobody');
      throw new TypeError('no name');
    }
    res.resume();
    res.on('end', () => {
      // As it was, before anybody looks.
      if (event.broken) throw new RangeError('broken');
      callback(null, event.name + res.statusCode);
    });
  }).on('error', (err) => { throw err; });
};
