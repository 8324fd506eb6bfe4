const redis = require('redis');

const client = redis.createClient({ url: process.env.REDIS_URL });
client.connect();

async function count(page) {
  return client.incr(page);
}

async function close() {
  await client.quit();
}

module.exports = { count, close };
