import db from './db';

export const handler = async (event: { id: string }): Promise<unknown> => {
  const user = await db('users').where({ id: event.id }).first();
  await db.destroy();
  return user;
};
