exports.handler = (event, context, callback) => callback('[404] gone');
