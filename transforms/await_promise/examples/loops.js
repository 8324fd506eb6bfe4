// Loops that can be left early, with more work behind them, with a `try` in a turn, and a test per turn.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const save = async (id) => {
  await db.put({ TableName: 'orders', Item: { id } }).promise();
};
const isKnown = async (id) => {
  const { Item } = await db.get({ TableName: 'orders', Key: { id } }).promise();
  return Item !== undefined;
};

exports.early = async (event, context) => {
  for (const id of event.ids) {
    if (id === event.last) return 'early';
    save(id);
  }
};

exports.behind = async (event, context) => {
  for (const id of event.ids) save(id);
  console.log('all started');
};

exports.tried = async (event, context) => {
  for (const id of event.ids) {
    try {
      save(id);
    } catch (err) {
      console.error(err);
    }
  }
};

exports.tested = async (event, context) => {
  const unknown = [];
  for (const id of event.ids) {
    if (!isKnown(id)) unknown.push(id);
  }
  return unknown;
};

exports.labelled = async (event, context) => {
  outer: for (const ids of event.lists) {
    for (const id of ids) {
      if (!id) continue outer;
      const saved = save(id);
    }
  }
};
