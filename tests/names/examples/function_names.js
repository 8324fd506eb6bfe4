// The name of a function expression is seen inside only, and gives way to everything.
const fact = function fact(n) { return n ? n * fact(n - 1) : 1; };
fact(inner);
const one = function inner(inner) { return inner; };
const two = function inner() { var inner = 1; return inner; };
const three = function inner() { let inner = 1; return inner; };
const four = function inner() { function inner() {} return inner; };
const five = function inner(a = inner) { var inner; return inner; };
const six = async function* inner() { yield inner; };
inner();
({ method() { return method; }, get key() { return key; } });
