// after, node20, event 0: the answer is
'use strict';

const https = require('https');
const { promisify } = require('util');

// Tells CloudFormation; whether that works or not, there is nothing more to do.
exports.handler = async (event) => {
  const response = await promisify(https.get)({ hostname: 'reply.example.com', path: event.path, method: 'PUT' });
  console.log('answered', response.statusCode);
  return response.statusCode;
};
