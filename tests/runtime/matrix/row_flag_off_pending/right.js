const AWS = require('aws-sdk')
const cloudwatch = new AWS.CloudWatch()

const count = async (name) => {
  try {
    await cloudwatch.putMetricData({
      Namespace: 'Shop',
      MetricData: [{ MetricName: name, Value: 1 }]
    }).promise()
  } catch (err) {
    console.warn('metric not sent:', err.message)
  }
}

exports.handler = async (event) => {
  await count(event.paid ? 'PaidOrders' : 'OpenOrders')
  return { status: event.paid ? 'ship' : 'wait' }
}
