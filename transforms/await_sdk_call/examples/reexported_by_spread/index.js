// A whole module is spread into what another one exports.
module.exports = { ...require('./store'), other: 1 };
