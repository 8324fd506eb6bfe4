const redis = require('redis');
const client = redis.createClient();
exports.get = () => client.get('key');
exports.promised = () => require('util').promisify(client.get).bind(client);
