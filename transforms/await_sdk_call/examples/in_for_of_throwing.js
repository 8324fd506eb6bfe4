// One item's failure is thrown: the others are waited for all the same, and the failure is the answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const word of event.words) {
    db.put({ TableName: 'glossary', Item: { id: word }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
      if (err) throw err;
      console.log('added', word);
    });
  }
  return event.words.length;
};
