// The document client of the third version, with a callback.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const answer = { id: event.id, found: false };
  documents.send(new GetCommand({ TableName: 'keys', Key: { id: event.id } }), (err, data) => {
    if (err) {
      console.error('key unreadable', err.message);
      return;
    }
    answer.found = data.Item !== undefined;
  });
  return answer;
};
