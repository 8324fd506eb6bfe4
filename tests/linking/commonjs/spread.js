const a = () => 'shadowed';
module.exports = { a, ...require('./merged'), b: async () => 1 };
