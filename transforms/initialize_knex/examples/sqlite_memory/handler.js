const config = require('./knexfile');
const knex = require('knex')(config.test);

exports.handler = async (event) => {
  await knex.schema.createTable('users', (table) => table.string('name'));
  await knex.destroy();
};
