const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

process.on('SIGTERM', () => knex.destroy());

exports.handler = async (event) => knex('users').pluck('name');
