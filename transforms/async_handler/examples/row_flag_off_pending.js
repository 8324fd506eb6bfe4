const AWS = require('aws-sdk')
const cloudwatch = new AWS.CloudWatch()

const count = (name) => cloudwatch.putMetricData({
  Namespace: 'Shop',
  MetricData: [{ MetricName: name, Value: 1 }]
}, (err) => {
  if (err) console.warn('metric not sent:', err.message)
})

exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  count(event.paid ? 'PaidOrders' : 'OpenOrders')
  callback(null, { status: event.paid ? 'ship' : 'wait' })
}
