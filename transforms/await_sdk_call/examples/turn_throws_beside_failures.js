const AWS = require('aws-sdk');
const sqs = new AWS.SQS();
const db = new AWS.DynamoDB.DocumentClient();

// What a turn throws counts, whatever the earlier ones come to.
exports.handler = async (event) => {
  console.log('records', event.records.length);
  event.records.forEach((record) => {
    const body = JSON.parse(record);
    sqs.sendMessage({ QueueUrl: 'q', MessageBody: body.text }, (err) => {
      // Nobody is told.
      if (err) console.error('not sent', err.code);
    });
    db.put({ TableName: 'records', Item: body }, (err) => {
      if (err) throw err;
      console.log('kept', body.id);
    });
  });
  return 'ok';
};
