const a = require('./a');
exports.second = async (n) => a.first(n - 1);
exports.value = a.value;
exports.deep = { y: a.deep.x };
/* ? */ a.first;
