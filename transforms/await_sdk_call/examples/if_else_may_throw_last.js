// The success part may throw, and an error of its own must not end in the branch for the failed call.
const AWS = require('aws-sdk');

const table = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ recipe }) => {
  table.get({ TableName: 'recipes', Key: { id: recipe } }, (err, data) => {
    if (err) {
      console.error('cannot read the recipe:', err.message);
    } else {
      const { steps } = JSON.parse(data.Item.payload);
      console.log(`${recipe} has ${steps.length} steps`);
    }
  });
};
