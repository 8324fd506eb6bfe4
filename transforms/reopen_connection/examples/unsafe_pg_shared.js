const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', (error) => console.log(error.message));

exports.handler = async (event) => {
  const { rows } = await pool.query('SELECT name FROM users');
  await pool.end();
  return rows;
};
