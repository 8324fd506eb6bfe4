const redis = require('redis');

const client = redis.createClient({ url: process.env.REDIS_URL });
client.connect();

exports.handler = (event, context, callback) => {
  client.incr(event.page)
    .then((visits) => client.quit().then(() => callback(null, visits)))
    .catch(callback);
};
