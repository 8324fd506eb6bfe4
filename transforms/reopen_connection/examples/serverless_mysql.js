const mysql = require('serverless-mysql')({ config: { host: process.env.DATABASE_HOST } });

exports.handler = async (event) => {
  const rows = await mysql.query('SELECT name FROM users');
  await mysql.end();
  mysql.quit();
  return rows;
};
