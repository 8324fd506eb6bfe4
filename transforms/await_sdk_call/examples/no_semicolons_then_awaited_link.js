// Parentheses around an awaited call begin a line, and the line before has no semicolon.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

const save = (id) => {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id)
  })
  return [id]
}

exports.handler = async ({ id }) => {
  const now = Date.now()
  save(id).forEach((it) => console.log(it))
  return 'ok'
}
