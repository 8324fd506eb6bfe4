// What looks like it and is awaited: a counter in a promise, lists that are collected, work that is detached on purpose.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const put = (id) => db.put({ TableName: 'rooms', Item: { id } }).promise();

exports.handler = async (event) => {
  await new Promise((resolve) => {
    let done = 0;
    event.ids.forEach(async (id) => {
      await put(id).catch(console.error);
      if (++done === event.ids.length) resolve();
    });
  });
  const promises = [];
  event.ids.forEach((id) => promises.push(put(id)));
  event.ids.forEach(async (id) => { promises.push(put(id)); });
  await Promise.all(promises);
  const more = event.ids.map(async (id) => put(id));
  await Promise.allSettled(more);
  await Promise.all(event.ids.map(put));
  void event.ids.forEach(async (id) => { await put(id); });
  event.ids.forEach((id) => console.log(id));
  for (const id of event.ids) await put(id);
  return event.ids.map((id) => `${id}!`);
};
