// Without semicolons, what the callback begins with must not continue the line before it.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

exports.handler = async (event) => {
  db.put({ TableName: 'notes', Item: { id: event.id } }, () => {
    ['one', 'two'].forEach((word) => console.log(word))
  })
  return event.id
}
