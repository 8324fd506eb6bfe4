const https = require('https');
const url = require('url');
exports.handler = async (event, context) => {
  console.log('REQUEST', JSON.stringify(event));
  sendResponse(event, context, 'SUCCESS', {});
};
function sendResponse(event, context, responseStatus, responseData) {
  const responseBody = JSON.stringify({ Status: responseStatus, Data: responseData });
  const parsedUrl = url.parse(event.ResponseURL);
  const options = { hostname: parsedUrl.hostname, port: 443, path: parsedUrl.path, method: 'PUT' };
  const request = https.request(options, function (response) {
    console.log('STATUS: ' + response.statusCode);
    console.log('HEADERS: ' + JSON.stringify(response.headers['content-type']));
  });
  request.on('error', function (error) {
    console.log('sendResponse Error:' + error);
  });
  request.write(responseBody);
  request.end();
}
