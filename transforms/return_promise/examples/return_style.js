// `return` before everything, as many write it; a function expression without a semicolon, tabs.
const AWS = require('aws-sdk')
const s3 = new AWS.S3()

const load = (key, next) => {
	if (!key) return next(new Error('no key'))

	return s3.getObject({ Bucket: 'b', Key: key }, (err, data) => {
		if (err) {
			console.log('missing', key) // it may come later
			return next(err)
		}

		return next(null, `${data.Body}`)
	})
}

const both = (event, next) => load(event.one, (err, one) => {
	if (err) return next(err)
	load(event.other, (err, other) => {
		if (err) return next(err)
		next(null, one + other)
	})
})

exports.handler = async (event) => {
	both(event, (err, text) => {
		if (err) {
			console.log(err.message)
			return
		}
		console.log(text)
	})
}
