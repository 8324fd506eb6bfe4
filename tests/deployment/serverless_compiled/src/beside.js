// What tsc made of beside.ts.
exports.handler = async (event) => {};
