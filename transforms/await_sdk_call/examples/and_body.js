// The arrow's body is `err && …`: a success leads to nothing.
const AWS = require('aws-sdk')
const sns = new AWS.SNS()

exports.handler = async event => {
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:goals', Message: event.team }, err => err && console.error('goal unheard', err.code))
  return event.team
}
