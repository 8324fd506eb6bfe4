const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

function cleanUp() {
  console.log('closing');
  knex.destroy();
}

exports.handler = async (event) => {
  const total = await knex('users').count({ total: '*' }).first();
  cleanUp();
  return Number(total.total);
};
