import knex, { type Knex } from 'knex';

const options: Knex.Config = { client: 'pg', connection: process.env.DATABASE_URL };

export default knex(options);
