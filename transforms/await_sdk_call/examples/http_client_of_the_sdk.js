// `AWS.NodeHttpClient` is no service: it makes no requests with a promise.
const AWS = require('aws-sdk');
const http = new AWS.NodeHttpClient();

exports.handler = async (event) => {
  const request = new AWS.HttpRequest(new AWS.Endpoint('search.example.com'), 'eu-west-1');
  request.method = 'GET';
  http.handleRequest(request, null, (response) => {
    console.log('answered', event.id, response.statusCode);
  }, (err) => {
    console.error('unreachable', err);
  });
  return event.id;
};
