'use strict'

const AWS = require('aws-sdk')
const sns = new AWS.SNS()

const pinboard = 'arn:aws:sns:us-east-1:000000000000:pinboard'

module.exports.handler = (event, context, callback) => {
  const card = JSON.parse(event.body)

  sns.publish({ TopicArn: pinboard, Message: card.text }, (problem) => {
    if (problem) {
      console.error(problem.code)
      callback(null, {
        statusCode: 501,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: 'The card is not on the board.'
      })
    }
    // and if it is:
    const answer = {
      statusCode: 200,
      body: JSON.stringify({ pinned: card.text })
    }
    callback(null, answer)
  })
}
