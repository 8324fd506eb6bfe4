const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = (event, context, callback) => {
  knex('users').pluck('name')
    .then((names) => callback(null, names), callback)
    .finally(() => knex.destroy());
};
