// No semicolons, tabs.
exports.handler = async (event) => {
	let rounds = 0
	setTimeout(() => {
		console.log('beside', event.id)
	}, 15)
	const timer = setInterval(() => {
		rounds++
		console.log('round', rounds)
		if (rounds > 2) { clearInterval(timer) }
	}, 10)
	return event.id
}
