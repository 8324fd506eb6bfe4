'use strict';

const db = require('./db');

module.exports.handler = async (event, context) => {
  'use strict';

  const user = await db('users').where({ id: event.id }).first();
  await db.destroy();
  return user;
};
