// The author waits for a list of promises and does not care how they end; the calls of the loop do.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const mail = async (id) => {
  if (id === 'nobody') throw new Error('no address');
  console.log('mailed', id);
};

exports.handler = async ({ ids }) => {
  const mails = [];
  for (const id of ids) {
    mails.push(mail(id));
    db.put({ TableName: 'mailings', Item: { id } }, (err) => {
      if (err) throw err;
      console.log('noted', id);
    });
  }
  await Promise.allSettled(mails);
  return ids.length;
};
