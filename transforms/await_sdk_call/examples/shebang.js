#!/usr/bin/env node
// The file can be run by itself too.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

const handler = async (event) => {
  db.put({ TableName: 'runs', Item: { id: event.run } }, (err) => {
    if (err) {
      console.error('not run', err.code)
      return
    }
    console.log('run', event.run)
  })
  return event.run
}

module.exports = { handler }

if (require.main === module) {
  handler({ run: process.argv[2] }).then(console.log)
}
