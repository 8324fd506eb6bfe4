const http = require('http');

module.exports.handler = async (event) => {
  const request = http.request('http://metrics.example.com/count', { method: 'PUT' }, (res) => {
    console.log('counted', res.statusCode);
  });
  request.on('error', console.error);
  request.end(JSON.stringify({ name: event.name }));
};
