// After a loop that waits, a variable is set that its last callback reads.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
exports.handler = async (event) => {
  let state = 'running';
  for (const id of event.ids) {
    await sleep(1);
    db.put({ TableName: 'things', Item: { id } }, (err) => {
      if (err) console.error(err);
      console.log(id, state);
    });
  }
  state = 'done';
  return 'ok';
};
