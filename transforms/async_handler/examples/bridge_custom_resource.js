const https = require('https');
const { URL } = require('url');

exports.handler = function (event, context) {
  console.log('reply to', event.LogicalResourceId);
  var body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: event.LogicalResourceId });
  var target = new URL(event.ResponseURL);

  var request = https.request({
    hostname: target.hostname,
    path: target.pathname,
    method: 'PUT',
    headers: { 'content-type': '', 'content-length': body.length },
  }, function (response) {
    console.log('status', response.statusCode);
    response.on('data', function () {});
    response.on('end', function () {
      // Tell AWS Lambda that the function execution is done
      context.done();
    });
  });

  request.on('error', function (error) {
    console.log('not sent', error.code);
    // Tell AWS Lambda that the function execution is done
    context.done();
  });

  request.write(body);
  request.end();
};
