const redis = require('redis');
const { promisify } = require('util');

const client = redis.createClient(process.env.REDIS_URL);
const increment = promisify(client.incr).bind(client);

exports.handler = async (event) => {
  const visits = await increment(event.page);
  client.quit();
  return visits;
};
