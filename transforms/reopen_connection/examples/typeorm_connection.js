const { getConnectionManager } = require('typeorm');

const connection = getConnectionManager().create({ type: 'postgres', url: process.env.DATABASE_URL });

exports.handler = async (event) => {
  const users = await connection.query('SELECT name FROM users');
  await connection.close();
  return users;
};
