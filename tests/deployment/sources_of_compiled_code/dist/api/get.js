// What the compiler wrote.
exports.handler = async (event) => ({ statusCode: 200 });
