// Nothing says which version it is.
const { createServer, proxy } = require('aws-serverless-express');

const server = createServer((request, response) => response.end('hello'));

exports.handler = (event, context) => {
  proxy(server, event, context);
};
