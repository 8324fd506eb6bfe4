const co = require('co')
const AWS = require('aws-sdk')
const sns = new AWS.SNS()
const kinesis = new AWS.Kinesis()

exports.handler = co.wrap(function* (event, context, callback) {
  try {
    const [told, kept] = yield [
      sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: event.id }).promise(),
      kinesis.putRecord({ StreamName: 'orders', PartitionKey: event.id, Data: event.id }).promise(),
    ]
    const { size } = yield { size: Promise.resolve(event.id.length) }
    callback(null, { told: told.MessageId, shard: kept.ShardId, size })
  } catch (err) {
    console.error('order failed', err.code)
    callback(err)
  }
})
