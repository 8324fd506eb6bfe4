const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async (event) => {
  await Promise.all(event.Records.map(async (record) => {
    await knex('records').insert({ id: record.messageId });
    await knex.destroy();
  }));
};
