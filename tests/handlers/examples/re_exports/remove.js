exports.remove = (event, context, callback) => callback(null, event.id);
