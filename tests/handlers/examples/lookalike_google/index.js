exports.http = (request, response) => response.send('ok');
exports.event = (event, callback) => callback();
// The same three parameters as Lambda's.
exports.background = (event, context, callback) => callback();
