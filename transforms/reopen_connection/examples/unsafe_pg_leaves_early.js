const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

exports.handler = async (event) => {
  const { rows } = await pool.query('SELECT name FROM users');
  if (!rows.length) return null;
  await pool.end();
  return rows;
};
