var zlib = require('zlib')

exports.handler = function (event, context) {
  if (!event.awslogs || !event.awslogs.data) {
    console.log('no logs')
    return
  }
  var packed = Buffer.from(event.awslogs.data, 'base64')
  zlib.gunzip(packed, function (err, lines) {
    if (err) {
      context.fail(err)
    } else {
      lines = JSON.parse(lines.toString('utf8'))
      console.log('lines:', lines.logEvents.map(function (it) { return it.message }).join(' '))
      context.succeed()
    }
  })
}
