const memory = { filename: ':memory:' };

module.exports = {
  test: { client: 'sqlite3', connection: memory, useNullAsDefault: true },
};
