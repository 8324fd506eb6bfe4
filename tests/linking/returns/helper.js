const { request, read } = require('./packages');
exports.twice = () => exports.once().then(() => exports.once());
exports.once = () => read();
exports.sent = () => request().promise();
