const AWS = require('aws-sdk')
const ddb = new AWS.DynamoDB.DocumentClient()

const lock = (id) => ddb.put({ TableName: 'locks', Item: { id } }).promise()
const unlock = (id) => ddb.delete({ TableName: 'locks', Key: { id } }).promise()

module.exports.handler = (event, context, callback) => {
  let held = 0
  lock(event.id)
    .then(() => {
      held++
      if (event.broken) throw new Error('the door is broken')
      return 'open'
    })
    .then((state) => callback(null, { state }), callback)
    .finally(() => unlock(event.id).then(() => console.log('unlocked', held)))
}
