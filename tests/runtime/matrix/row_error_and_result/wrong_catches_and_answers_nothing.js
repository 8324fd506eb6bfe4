// after, node20, event 2: the answer is
const { DynamoDB } = require('aws-sdk')

const table = new DynamoDB.DocumentClient({ params: { TableName: 'recipes' } })

module.exports.handler = async function (event) {
  const data = await table.get({ Key: { slug: event.slug } }).promise().catch((err) => null)
  return data && data.Item
}
