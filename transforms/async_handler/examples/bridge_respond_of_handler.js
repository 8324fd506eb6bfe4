const https = require('https');

exports.handler = (event, context, callback) => {
  // A function of the handler's own does not need the callback.
  const answer = (statusCode, body) => {
    console.log('answering', statusCode);
    callback(null, { statusCode, body });
  };
  if (!event.city) {
    answer(400, 'which city?');
    return;
  }
  https.get(`https://api.example.com/${event.city}`, (res) => {
    let body = '';
    res.on('data', (chunk) => {
      body += chunk;
    });
    res.on('end', () => (body ? answer(200, body.length) : answer(404, 'nothing')));
  }).on('error', () => {
    answer(502, 'no answer');
  });
};
