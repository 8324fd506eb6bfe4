const https = require('https');

exports.handler = function (event, context) {
  send(event, context)
}

// The parser of leakfix ends the declaration before the comment's second line.
function send(event, context) {
  const request/* of two
   lines */ = https.request(event.url, function (response) {
    console.log(response.statusCode)
    context.done()
  })

  request.end(event.body)
}
