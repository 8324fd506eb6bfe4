const https = require('https');

exports.handler = async (event) => {
	https.get(event.url, (res) => {
		console.log(res.statusCode); // status
	}).on('error', (e) => {
		console.error(e);
	}); // fire and forget
	return 1;
};
