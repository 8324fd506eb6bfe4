const fs = require('fs');
const knex = require('./db');

exports.handler = async (event) => {
  const names = await knex('users').orderBy('id').pluck('name');
  fs.writeFile('/tmp/names.json', JSON.stringify(names), (err) => {
    if (err) throw err;
    console.log('written', names.length);
    knex.destroy();
  });
  return names;
};
