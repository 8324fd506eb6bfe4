const zlib = require('zlib');
const Redis = require('ioredis');

const redis = new Redis(process.env.REDIS_URL);

function keep(page) {
  zlib.gzip(JSON.stringify({ page }), (err, body) => {
    if (err) {
      console.error('not packed');
      return;
    }
    console.log('packed', body.length > 0);
  });
}

async function count(page) {
  const visits = await redis.incr(page);
  redis.quit();
  return visits;
}

exports.handler = async (event) => {
  keep(event.page);
  return count(event.page);
};
