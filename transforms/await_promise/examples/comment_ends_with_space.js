// The comment between has a space at its end.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  db.send(new DeleteCommand({ TableName: 'drafts', Key: { id: event.id } }));

  // An older version has put it here,
  // and nobody has moved it. 
  db.send(new DeleteCommand({ TableName: 'notes', Key: { id: event.id } }));
  return event.id;
};
