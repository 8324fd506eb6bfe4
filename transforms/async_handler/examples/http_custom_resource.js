const https = require('https');
const url = require('url');

function sendResponse(event, context, status, data) {
  const body = JSON.stringify({
    Status: status,
    PhysicalResourceId: 'ns-records',
    StackId: event.StackId,
    Data: data,
  });
  const target = url.parse(event.ResponseURL);
  const options = {
    hostname: target.hostname,
    port: 443,
    path: target.path,
    method: 'PUT',
    headers: { 'content-type': '', 'content-length': body.length },
  };

  const request = https.request(options, (response) => {
    console.log('Status code: ' + response.statusCode);
    response.resume();
    response.on('end', () => context.done());
  });
  request.on('error', (error) => {
    console.log('sendResponse error: ' + error.code);
    // Tell AWS Lambda that the function execution is done
    context.done();
  });
  request.write(body);
  request.end();
}

exports.handler = (event, context) => {
  // For Delete requests, immediately send a SUCCESS response.
  if (event.RequestType === 'Delete') {
    sendResponse(event, context, 'SUCCESS');
    return;
  }
  const { names } = event.ResourceProperties;
  if (!names) sendResponse(event, context, 'FAILED', { Error: 'no names' });
  else sendResponse(event, context, 'SUCCESS', { count: names.length });
};
