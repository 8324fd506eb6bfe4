const https = require('https');
const AWS = require('aws-sdk');

const dynamodb = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const req = https.request(`https://api.example.com/users/${event.id}`, (res) => {
    const chunks = [];
    res.on('data', (chunk) => chunks.push(chunk));
    res.on('end', () => {
      // All of it is here.
      const text = Buffer.concat(chunks).toString();
      if (res.statusCode !== 200) {
        console.error('no user', res.statusCode);
        return;
      }
      dynamodb.put({ TableName: 'users', Item: { id: event.id, text } }, (err) => {
        if (err) {
          console.error('not stored', err.code);
          return;
        }
        https.get(`https://index.example.com/users/${event.id}`, (answer) => {
          console.log('indexed', answer.statusCode);
        }).on('error', (err) => console.error('not indexed', err.code));
      });
    });
  });
  req.on('error', (err) => console.error('no answer', err.code));
  req.end();
};
