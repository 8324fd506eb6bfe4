const Redis = require('ioredis');

const redis = new Redis(process.env.REDIS_URL);

exports.handler = async (event) => {
  const visits = await redis.incr(event.page);
  await redis.quit();
  return visits;
};
