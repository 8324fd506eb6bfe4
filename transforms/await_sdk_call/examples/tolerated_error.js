// One error code is expected and taken for a success; any other one is reported.
const AWS = require('aws-sdk');

const members = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const params = {
    TableName: 'members',
    Item: { id: event.email },
    ConditionExpression: 'attribute_not_exists(id)',
  };
  members.put(params, (err, data) => {
    if (err && err.code !== 'ConditionalCheckFailedException') {
      console.error('cannot enrol', event.email, err.code);
      return;
    }
    console.log('is a member', event.email, data);
  });
  return { statusCode: 204 };
};
