// Versions before 3.3.3 give no promise.
const { createServer, proxy } = require('aws-serverless-express');

const server = createServer((request, response) => response.end('hello'));

exports.handler = (event, context) => {
  proxy(server, event, context);
};
