import { db } from './index.mjs';

export const list = async (event) => db('users').pluck('name').finally(() => db.destroy());

export const count = async (event) => {
  const [{ total }] = await db('users').count({ total: '*' });
  return Number(total);
};
