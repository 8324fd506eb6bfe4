const AWS = require('aws-sdk');
const https = require('https');
const { URL } = require('url');

const s3 = new AWS.S3();

exports.handler = function (event, context) {
  // There is nothing to delete.
  if (event.RequestType === 'Delete') {
    sendResponse(event, context, 'SUCCESS');
    return;
  }
  s3.headObject({ Bucket: 'images', Key: event.name }, function (err, image) {
    if (err) {
      console.log('no image', err.code);
      return sendResponse(event, context, 'FAILED');
    }
    sendResponse(event, context, 'SUCCESS', { bytes: image.ContentLength });
  });
};

function sendResponse(event, context, status, data) {
  const body = JSON.stringify({ Status: status, LogicalResourceId: context.functionName, Data: data });
  const { hostname, pathname } = new URL(event.ResponseURL);
  const options = { hostname, path: pathname, method: 'PUT', headers: { 'content-length': body.length } };

  const request = https.request(options, function (response) {
    // Nobody asks what is in it.
    console.log('STATUS: ' + response.statusCode);
    context.done();
  });

  request.on('error', function (error) {
    console.log('not sent: ' + error.code);
    context.done();
  });

  request.write(body);
  request.end();
}
