// A function of the callback's body is used by its error branch.
import AWS from 'aws-sdk';
const db = new AWS.DynamoDB.DocumentClient();

export const handler = async (event) => {
  db.put({ TableName: 'kites', Item: { id: event.id } }, (err) => {
    if (err) {
      console.error(described('failed'));
      return;
    }
    console.log('saved');
    function described(word) {
      return event.id + ' ' + word;
    }
  });
  return event.id;
};
