// Only one service of the package is loaded, by its own path.
const DynamoDB = require('aws-sdk/clients/dynamodb');

const raw = new DynamoDB();
const documents = new DynamoDB.DocumentClient();

exports.handler = async (event) => {
  raw.deleteItem({ TableName: 'visits', Key: { id: { S: event.visitor } } }, (err) => {
    if (err) return console.error('visit kept', err.code);
    console.log('visit deleted');
  });
  documents.put({ TableName: 'farewells', Item: { id: event.visitor } }, (err) => {
    if (err) return console.error('no farewell', err.code);
    console.log('farewell');
  });
  return 'bye';
};
