const b = require('./b');
exports.first = (n) => (n ? b.second(n) : undefined);
exports.value = b.value;
exports.deep = { x: b.deep.y };
let looped = other();
function other() { return looped; }
/* ? */ exports.value;
/* ? */ exports.deep.x;
/* ? */ looped;
let cached;
exports.client = () => (cached = cached || new Map());
/* ? */ cached;
