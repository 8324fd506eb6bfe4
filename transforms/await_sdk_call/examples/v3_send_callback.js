// A client of the third version, with a command and a callback.
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});

exports.handler = async (event) => {
  const command = new PutItemCommand({ TableName: 'phones', Item: { id: { S: event.number } } });
  client.send(command, (err, data) => {
    if (err) {
      console.error('number not stored', err.name);
    } else {
      console.log('number stored', event.number);
    }
  });
  return { statusCode: 200 };
};
