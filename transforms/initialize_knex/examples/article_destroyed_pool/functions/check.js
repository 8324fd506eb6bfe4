// the settings of the database, and a pool of connections to it
const config = require('../config/knexfile')
const knex = require('knex')(config)

//
// Takes for granted that the lines above run once per invocation. They do
// not: whoever comes second finds the pool that the first one has destroyed.
//
const checkDatabaseConnection = () => {
  console.log('checkDatabaseConnection is invoked')
  // ask the database something, then close the pool
  return askDatabase().finally(() => knex.destroy())
}

//
// Opens the pool again before it is used.
//
const checkDatabaseConnectionProper = async () => {
  console.log('checkDatabaseConnectionProper is invoked')

  console.log('opening the pool, if there is none')
  knex.initialize()

  return askDatabase().finally(() => knex.destroy())
}

//
// resolves to what became of a small query
//
const askDatabase = () => {
  return knex
    .select(knex.raw('1 as one'))
    .then((rows) => {
      console.log('the database answers', rows.length)
      return 'the database can be reached'
    })
    .catch((error) => {
      console.error('the database does not answer:', error.message)
      return 'the database cannot be reached'
    })
}

module.exports = {
  checkDatabaseConnection,
  checkDatabaseConnectionProper
}
