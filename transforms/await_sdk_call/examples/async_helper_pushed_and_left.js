const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

async function keep(id) {
  await db.get({ TableName: 'things', Key: { id } }).promise();
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id);
    else console.log('kept', id);
  });
}

exports.handler = async (event) => {
  const pending = [];
  for (const id of event.ids) {
    pending.push(keep(id));
  }
  if (event.isDry) return 0;
  const settled = await Promise.allSettled(pending);
  return settled.length;
};
