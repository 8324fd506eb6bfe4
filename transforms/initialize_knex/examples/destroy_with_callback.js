const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  const names = await knex('users').pluck('name');
  knex.destroy((error) => {
    console.log(error ? 'not closed' : 'closed');
  });
  return names;
};
