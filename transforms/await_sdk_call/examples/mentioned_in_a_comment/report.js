// Nothing here calls the store any more:
// const { keep } = require('./store');
exports.report = (count) => `${count} gloves`;
