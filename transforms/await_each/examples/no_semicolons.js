// Tabs and no semicolons; the statement begins with a bracket.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

exports.handler = async (event) => {
	console.log('two')
	;[event.first, event.second].forEach(async (id) => {
		await db.put({ TableName: 'rooms', Item: { id } }).promise()
	})
	;(event.more || []).forEach(async (id) => {
		await db.put({ TableName: 'rooms', Item: { id } }).promise()
	})
	return 'ok'
}
