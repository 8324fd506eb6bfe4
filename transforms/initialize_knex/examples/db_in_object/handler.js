const { database } = require('./database');

exports.handler = async (event) => {
  const rows = await database.knex('users').where({ team: event.team });
  await database.knex.destroy();
  return rows;
};
