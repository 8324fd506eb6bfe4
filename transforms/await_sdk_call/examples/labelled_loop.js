// Labels, `continue` and `break` in the loops around the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ orders }) => {
  let checked = 0;
  outer: for (const order of orders) {
    for (const line of order.lines) {
      checked += 1;
      if (line.count === 0) continue outer;
      if (line.article === 'stop') break outer;
    }
    db.put({ TableName: 'picked', Item: { id: order.id } }, (err) => {
      if (err) console.error('not picked', order.id);
      else console.log('picked', order.id);
    });
  }
  return checked;
};
