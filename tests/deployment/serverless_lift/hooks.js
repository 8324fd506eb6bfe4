exports.authorize = async (event) => ({ isAuthorized: event.headers.key === process.env.KEY });
