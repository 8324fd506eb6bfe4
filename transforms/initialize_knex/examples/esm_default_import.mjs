import knex from 'knex';

const db = knex({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true,
});

export const handler = async (event) => {
  try {
    return await db('users').where({ id: event.id }).first();
  } finally {
    await db.destroy();
  }
};
