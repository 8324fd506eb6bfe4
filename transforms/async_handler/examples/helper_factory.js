const AWS = require('aws-sdk')
const docs = new AWS.DynamoDB.DocumentClient()

const reply = (callback, good) => (err, data) => {
  if (err) {
    console.error(err.code)
    return callback(null, { statusCode: err.statusCode, body: err.message })
  }
  callback(null, { statusCode: 200, body: JSON.stringify(good(data)) })
}

exports.handler = (event, context, callback) => {
  if (event.id) {
    docs.get({ TableName: 'pets', Key: { id: event.id } }, reply(callback, (data) => data.Item || {}))
  } else {
    docs.scan({ TableName: 'pets', Limit: event.limit }, reply(callback, (data) => data.Items.length))
  }
}
