// `undefined` is a name like any other.
function shadow(undefined) { return undefined; }
function local() { let undefined = 1; return undefined; }
const { undefined: other = undefined } = {};
read(undefined, other, { undefined });
