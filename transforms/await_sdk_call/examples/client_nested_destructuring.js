// The client's class is found two levels deep in a pattern.
const { DynamoDB: { DocumentClient } } = require('aws-sdk')
const documents = new DocumentClient({ convertEmptyValues: true })

exports.handler = async ({ id, score }) => {
  documents.put({ TableName: 'scores', Item: { id, score } }, (err) => {
    if (err) {
      console.error('score lost', id, err.code)
      return
    }
    console.log('score kept', id)
  })
  return score
}
