import { knex as connect } from 'knex';

export const database = connect({ client: 'pg', connection: process.env.DATABASE_URL });

export async function handler(event: { id: string }): Promise<unknown> {
    return database('users').where({ id: event.id }).first().finally(() => database.destroy());
}
