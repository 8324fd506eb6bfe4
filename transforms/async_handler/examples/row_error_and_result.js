const { DynamoDB } = require('aws-sdk')

const table = new DynamoDB.DocumentClient({ params: { TableName: 'recipes' } })

module.exports.handler = function (event, context, callback) {
  table.get({ Key: { slug: event.slug } }, function (err, data) {
    callback(err, data && data.Item)
  })
}
