exports.handler = (req, res) => res.send('ok');
exports.main = async (request, response) => response.json({});
exports.lambdaHandler = (request, reply) => reply.send('ok');
