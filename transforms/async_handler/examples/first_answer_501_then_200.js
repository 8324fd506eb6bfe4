'use strict'

const AWS = require('aws-sdk')
const sns = new AWS.SNS()

module.exports.handler = (event, context, callback) => {
  const note = JSON.parse(event.body)

  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:notes', Message: note.text }, (error) => {
    if (error) {
      console.error(error.code)
      callback(null, {
        statusCode: 501,
        headers: { 'Content-Type': 'text/plain' },
        body: 'Could not add the note.'
      })
    }
    // create a response
    const response = {
      statusCode: 200,
      body: JSON.stringify({ message: 'Successfully added the note.' })
    }
    callback(null, response)
  })
}
