const knex = require('knex')({
	client: process.env.DATABASE_CLIENT,
	connection: process.env.DATABASE_URL,
	useNullAsDefault: true
})

exports.handler = async (event) => {
	[event.id].forEach((id) => console.log('looking for', id))
	const user = await knex('users').where({ id: event.id }).first()
	await knex.destroy()
	return user
}
