// Three levels: an item in a loop of a plain function, each with a callback of the SDK whose success starts the parts.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const note = async (id) => {
  await db.put({ TableName: 'notes', Item: { id } }).promise();
};

function clear(groups) {
  groups.forEach(async (group) => {
    db.get({ TableName: 'groups', Key: { id: group } }, (err, data) => {
      if (err) {
        console.error('no group', group);
        return;
      }
      data.Item.members.forEach(note);
    });
  });
}

exports.handler = async (event) => {
  clear(event.groups);
  return event.groups.length;
};
