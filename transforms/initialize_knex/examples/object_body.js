const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const names = () => knex('users').pluck('name').finally(() => knex.destroy());

exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify(await names()),
});
