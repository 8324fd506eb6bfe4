const users = require('./users');

exports.handler = async (event) => {
  if (event.name) {
    await users.rename(event.id, event.name);
  } else {
    await users.find(event.id);
  }
  await users.close();
};
