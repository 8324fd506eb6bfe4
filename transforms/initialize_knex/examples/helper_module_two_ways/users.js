const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

const find = (id) => knex('users').where({ id }).first();

const rename = async (id, name) => {
  await knex('users').where({ id }).update({ name });
};

exports.find = find;
exports.rename = rename;
exports.close = () => knex.destroy();
