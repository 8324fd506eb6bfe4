// lodash goes through objects, too, and its `map` gives an array of whatever it is given.
const _ = require('lodash');
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  _.forEach(event.prices, async (price, id) => {
    await db.put({ TableName: 'prices', Item: { id, price } }).promise();
  });
  return _.size(event.prices);
};

exports.backwards = async (event) => {
  _.forEachRight(event.ids, async (id) => {
    await db.delete({ TableName: 'prices', Key: { id } }).promise();
  });
};
