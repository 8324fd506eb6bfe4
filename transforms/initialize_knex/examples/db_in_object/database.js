const knex = require('knex');

const database = { knex: knex({ client: 'pg', connection: process.env.DATABASE_URL }) };

module.exports = { database };
