const https = require('https');

exports.handler = async (event, context, callback) => {
  https.get(event.url, (res) => {
    res.resume();
    callback(null, res.statusCode);
  });
};

exports.resource = async (event, context) => {
  respond(event, context);
};

function respond(event, context) {
  const req = https.request(event.ResponseURL, { method: 'PUT' }, (res) => {
    console.log(res.statusCode);
    context.done();
  });
  req.on('error', (err) => {
    console.error(err);
    context.done();
  });
  req.end('{}');
}
