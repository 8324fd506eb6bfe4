import { Redis } from 'ioredis';

const reader = new Redis(process.env.REDIS_URL);
const writer = reader.duplicate();

export const handler = async (event) => {
  const visits = await reader.incr(event.page);
  await writer.set('last', event.page);
  await Promise.all([reader.quit(), writer.quit()]);
  return visits;
};
