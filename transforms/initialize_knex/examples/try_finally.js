const Knex = require('knex');
const knex = new Knex({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  try {
    const user = await knex('users').where({ id: event.id }).first();
    if (!user) {
      return { statusCode: 404 };
    }
    return { statusCode: 200, body: user.name };
  } finally {
    knex.destroy();
  }
};
