// What is asked of `keep` while `store` is looked at must not be taken for an answer later.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

async function store(id, depth) {
  if (depth) await keep(id, depth - 1);
  await db.send(new PutCommand({ TableName: 'parts', Item: { id: id + depth } }));
}

async function keep(id, depth) {
  await store(id, depth);
}

const attempt = async (id) => {
  try {
    await store(id, 1);
  } catch (error) {
    console.log('once more', id);
  }
  await keep(id, 1);
};

exports.handler = async (event) => {
  attempt(event.left);
  attempt(event.right);
};
