import knex, { type Knex } from 'knex';

let instance: Knex | undefined;

const db = (): Knex => (instance ??= knex({ client: 'pg', connection: process.env.DATABASE_URL }));

export const handler = async (event: { id: string }) => {
  const found = await db()('users').where({ id: event.id });
  await db().destroy();
  return found;
};
