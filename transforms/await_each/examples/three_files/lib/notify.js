const { write } = require('./store');

function notifyAll(users) {
  const named = users.filter((user) => user.name);
  named.forEach((user) => write(user));
}

module.exports = { notifyAll };
