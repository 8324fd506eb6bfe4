const middy = require('middy');
const { cors, jsonBodyParser } = require('middy/middlewares');

const handler = middy((event, context, callback) => {
  callback(null, { statusCode: 200, body: JSON.stringify({ echo: event.body }) });
}).use(jsonBodyParser()).use(cors());

module.exports = { handler };
