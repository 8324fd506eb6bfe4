const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

async function save(record) {
  try {
    await knex('records').insert({ id: record.messageId });
  } finally {
    await knex.destroy();
  }
}

exports.handler = async (event) => {
  for (const record of event.Records) {
    await save(record);
  }
};
