import Knex from 'knex';

const config: Knex.Knex.Config = {
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
};
const db: Knex.Knex = Knex(config);

interface Question {
  id: string;
}

export const handler = async (event: Question): Promise<string | undefined> => {
  // the one that is asked for
  const user = await db<{ name: string }>('users').where({ id: event.id }).first();
  await db.destroy();
  return user?.name;
};
