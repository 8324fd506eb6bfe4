import { DataSource } from 'typeorm';

const source = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL });
await source.initialize();

export const handler = async (event) => {
  const users = await source.query('SELECT name FROM users WHERE id = $1', [event.id]);
  await source.destroy();
  return users;
};
