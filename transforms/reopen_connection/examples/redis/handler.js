const { createClient } = require('redis');

const client = createClient({ url: process.env.REDIS_URL });
client.on('error', (error) => console.log('redis:', error.message));
client.connect();

exports.handler = async (event) => {
  const visits = await client.incr(event.page);
  await client.quit();
  return visits;
};
