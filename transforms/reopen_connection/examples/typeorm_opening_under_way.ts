import { DataSource } from 'typeorm';

const source = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL });
const opened = source.initialize();

export const handler = async (event: { id: string }): Promise<unknown> => {
  await opened;
  const users = await source.query('SELECT name FROM users WHERE id = $1', [event.id]);
  await source.destroy();
  return users;
};
