import { Pool } from 'pg';

const settings = { connectionString: process.env.DATABASE_URL };

const pool = new Pool(settings);

export const handler = async (event: { id: string }) => {
  // one at a time
  try {
    const { rows } = await pool.query('SELECT name FROM users WHERE id = $1', [event.id]);
    return rows;
  } finally {
    pool.end();
  }
};
