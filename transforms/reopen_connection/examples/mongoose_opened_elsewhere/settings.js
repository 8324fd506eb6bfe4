exports.uri = process.env.MONGODB_URI;
