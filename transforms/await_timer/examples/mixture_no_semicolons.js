// No semicolons but the one that has to be: a timer for each number, in an async function for each item.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

exports.handler = async (event) => {
  const ids = event.ids
  ids.forEach(async (id) => {
    await db.put({ TableName: 'orders', Item: { id } }).promise()
    ;[1, 2].forEach((n) => {
      setTimeout(() => console.log(id, n), 20)
    })
  })
  return 'ok'
}
