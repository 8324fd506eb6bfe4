const redis = require('redis');

const client = redis.createClient({ url: process.env.REDIS_URL });

exports.handler = async (event) => {
  await client.connect();
  const visits = await client.incr(event.page);
  await client.quit();
  return visits;
};
