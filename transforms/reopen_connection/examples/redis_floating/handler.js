const redis = require('redis');

const client = redis.createClient({ url: process.env.REDIS_URL }).on('error', (error) => console.log('redis:', error.message));
client.connect();

exports.handler = async (event) => {
  const visits = await client.incr(event.page);
  client.quit();
  return visits;
};
