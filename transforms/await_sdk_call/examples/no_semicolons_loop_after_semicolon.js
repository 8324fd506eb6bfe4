// A loop whose line begins with a semicolon gets its list right before a bracket.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

exports.handler = async (event) => {
  const log = console.log
  ;['a', 'b'].forEach((id) => {
    db.put({ TableName: 'things', Item: { id } }, (err) => {
      if (err) log('failed', id)
    })
  })
  return 'ok'
}
