// Keys are no names, values are; a shorthand is both.
let { a, b: c, d = a, e: { f = c, ...g }, [a]: h, 'i': i, 0: j, ...k } = source;
let [l, , m = l, [n], ...[o, p]] = source;
({ a, b: c.b, d = 1, e: { f } = {}, ...g } = source);
[l, m.m, n = o, ...p] = source;
for (const { q, r: [s] } of source) read(q, s, h, i, j, k);
for ({ a, x: y } of source) read(y);
function parameters({ a, b: { c } = a }, [d, ...e], ...{ length }) { return { a, b: c, d, [e]: length }; }
(({ a }, b = a) => ({ a, b }))(async ({ c }) => c, async c => c, async (...d) => d);
a += b; c++; --d; f ||= g; delete a.b; void a; typeof z;
