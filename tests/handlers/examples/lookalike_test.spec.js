exports.handler = async (event, context) => event;
