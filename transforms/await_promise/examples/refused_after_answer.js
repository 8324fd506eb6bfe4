// The answer stands when it is given.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

const audit = (order) => ddb.put({ TableName: 'audits', Item: { id: order } }).promise();

exports.succeeds = async (event, context) => {
  if (!event.order) {
    context.fail('no order');
    return;
  }
  context.succeed('taken');
  await audit(event.order);
};

exports.fails = async (event, context, callback) => {
  callback(new Error('closed today'));
  const kept = await audit(event.order);
  console.log('kept', kept);
  await audit('closed');
};

// Lambda waits for the event loop after this one.
exports.drains = async (event, context, callback) => {
  callback(null, 'taken');
  await audit(event.order);
};

exports.answersLast = async (event, context) => {
  await audit(event.order);
  context.succeed('taken');
};
