// Without semicolons: what waits stands behind what is collected.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()
const take = async (id) => {
  await db.put({ TableName: 'seats', Item: { id } }).promise()
}

exports.handler = async (event) => {
  event.rows.forEach((row) => {
    (async () => {
      await take(row)
    })()
  })
  event.seats.forEach(take)
  return 'ok'
}
