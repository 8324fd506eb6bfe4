'use strict';

const https = require('https');

// Tells CloudFormation; whether that works or not, there is nothing more to do.
exports.handler = (event, context) => {
  const request = https.request({ hostname: 'reply.example.com', path: event.path, method: 'PUT' }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => {
      console.log('answered', text);
      context.done(null, response.statusCode);
    });
  });
  request.on('error', (err) => {
    console.log('no reply:', err.code);
    context.done();
  });
  request.end(JSON.stringify({ Status: 'SUCCESS' }));
};
