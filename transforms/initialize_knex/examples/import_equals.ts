import Knex = require('knex');

const db = Knex({ client: 'pg', connection: process.env.DATABASE_URL });

export const handler = async (event: { id: string }) => {
  const found = await db('users').where({ id: event.id });
  await db.destroy();
  return found;
};
