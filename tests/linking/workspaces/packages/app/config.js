module.exports = { table: () => 't' };
