import mysql from 'mysql2/promise';

const pool = mysql.createPool(process.env.DATABASE_URL);

export const handler = async (event) => {
  const [rows] = await pool.query('SELECT name FROM users');
  await pool.end();
  return rows;
};
