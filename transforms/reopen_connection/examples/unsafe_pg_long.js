const { Pool } = require('pg')

// who asks
const name = 'shop'
const pool = new Pool({
    connectionString: process.env.DATABASE_URL,
    application_name: name,
})
let calls = 0

exports.handler = async (event) => {
    'use strict'
    calls += 1
    const { rows } = await pool.query('SELECT name FROM users ORDER BY name')
    // that is all
    await pool.end()
    // count it
    console.log('call', calls)

    return rows
}
