var zlib = require('zlib')

exports.handler = function (event, context) {
  if (!event.awslogs || !event.awslogs.data) {
    console.log('no logs')
    return
  }
  var payload = Buffer.from(event.awslogs.data, 'base64')
  zlib.gunzip(payload, function (e, result) {
    if (e) {
      context.fail(e)
    } else {
      result = JSON.parse(result.toString('utf8'))
      console.log('Event Data:', JSON.stringify(result, null, 2))
      context.succeed()
    }
  })
}
