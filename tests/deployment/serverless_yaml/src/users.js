exports.create = async (event) => {};
exports.api = { v1: { get: async (event) => {} } };
