// after, node20, event 1: the effects differ
const AWS = require('aws-sdk')
const ddb = new AWS.DynamoDB.DocumentClient()

const lock = (id) => ddb.put({ TableName: 'locks', Item: { id } }).promise()
const unlock = (id) => ddb.delete({ TableName: 'locks', Key: { id } }).promise()

module.exports.handler = async (event) => {
  let held = 0
  try {
    await lock(event.id)
    held++
    if (event.broken) throw new Error('the door is broken')
    await unlock(event.id)
    console.log('unlocked', held)
    return { state: 'open' }
  } catch (err) {
    throw err
  }
}
