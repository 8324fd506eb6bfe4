const AWS = require('aws-sdk')
const sns = new AWS.SNS()

// The semicolon before a bracket is not needed where a list or a name comes before it.
exports.handler = async (event) => {
  ;(async () => {
    await sns.publish({ TopicArn: 'news', Message: event.id }).promise()
    console.log('told', event.id)
  })()
  sns.publish({ TopicArn: 'archive', Message: event.id }).promise().catch(() => {
    console.log('not archived', event.id)
  })
  await sns.publish({ TopicArn: 'index', Message: event.id }).promise()

  sns.publish({ TopicArn: 'count', Message: event.id }).promise().catch(() => {
    console.log('not counted', event.id)
  })
  ;(async () => {
    await sns.publish({ TopicArn: 'rank', Message: event.id }).promise()
    console.log('ranked', event.id)
  })()
  console.log('answered', event.id)
}
