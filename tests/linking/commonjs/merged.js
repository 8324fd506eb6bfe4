Object.assign(module.exports, require('./store'), { a: () => 1 });
module.exports.b = () => 2;
