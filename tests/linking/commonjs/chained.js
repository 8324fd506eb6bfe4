exports = module.exports = { one: () => 1 };
exports.two = async () => 2;
