exports.handler = async (event, context, callback) => 'ok';
