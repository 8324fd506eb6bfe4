// `aws-serverless-express` answers by `context.succeed`, and gives a promise instead where it is asked to.
const awsServerlessExpress = require('aws-serverless-express');

const server = awsServerlessExpress.createServer((request, response) => {
  response.sendDate = false;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ path: request.url }));
});

exports.handler = (event, context) => {
  console.log(`EVENT: ${JSON.stringify(event.path)}`);
  if (event.path === '/warm') {
    context.succeed({ statusCode: 204 });
    return;
  }
  awsServerlessExpress.proxy(server, event, context);
};
