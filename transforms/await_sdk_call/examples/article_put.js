// The classic: log the failure, else log the success, and answer without having waited for either.
var AWS = require('aws-sdk');
var documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {

  var note = JSON.parse(event.body);

  var params = {
    TableName: 'notes',
    Item: { id: note.id, text: note.text }
  };

  documents.put(params, function (err, data) {
    if (err) console.log('the note could not be saved');
    else     console.log('the note is saved');
  });

  return { statusCode: 200 };
};
