// Lambda's parameters and a handler's name; but it is the program that calls them.
exports.parse = async (event, context) => event.body;
exports.handler = async (event, error) => console.log(event, error);
