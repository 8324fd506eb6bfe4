const users = require('./users');

exports.handler = async (event) => {
  try {
    const user = await users.find(event.id);
    if (user.name !== event.name) {
      await users.rename(event.id, event.name);
    }
    return user.name;
  } finally {
    await users.close();
  }
};
