const xml2js = require('xml2js')

exports.handler = function (event, context, callback) {
  const parser = new xml2js.Parser({ explicitArray: false })
  parser.parseString(event.xml, callback)
}
