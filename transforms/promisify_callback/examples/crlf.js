const fs = require("fs");

exports.handler = async (event) => {
	fs.readdir("/tmp", (err, names) => {
		if (err) throw err;
		console.log(event.id, Array.isArray(names));
	});
};
