// Without semicolons: what is put at the end of the last statement stays in it.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

exports.handler = async (event) => {
  db.get({ TableName: 'orders', Key: { id: event.id } }, (err, data) => {
    if (err) {
      console.error('not read')
      return
    }
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
      console.log('tick', ticks, data.Item.id)
      if (ticks === 3) clearInterval(timer)
    }, 10)
  })
  return 'ok'
}
