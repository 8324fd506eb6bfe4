async function plain() {}
async function* asyncGenerator() {}
function* generator() { yield plain(); }
function nothing() { plain(); }
function always(x) { if (x) return plain(); else return plain().then(() => 1); }
function fallsOut(x) { if (x) return plain(); }
function throwsInstead(x) { if (x) return plain(); throw new Error('no'); }
function sometimes(x) { return x ? plain() : 1; }
function either(x) { return x || plain(); }
function promiseFirst() { return plain() || 1; }
function guarded(x) { return x && plain(); }
function optional(x) { return x?.load(); }
function comma(x) { return x++, plain(); }
function variable() { let p = plain(); p = p.then(() => 1); return p; }
function twoKinds(x) { let p; if (x) p = plain(); return p; }
function created() { return new Promise((resolve) => resolve()); }
function all(xs) { return Promise.all(xs); }
function chained(x) { return x.then(() => 1); }
function unknown(x) { return x; }
function calls(x) { return x(); }
function switched(x) { switch (x) { case 1: return plain(); default: return plain(); } }
function switchedOut(x) { switch (x) { case 1: return plain(); } }
function tried() { try { return plain(); } catch (e) { throw e; } }
function triedOut() { try { return plain(); } catch (e) { console.log(e); } }
function endless() { for (;;) { if (plain) return plain(); } }
function even(n) { return n ? odd(n - 1) : plain(); }
function odd(n) { return n ? even(n - 1) : plain(); }
function down(n) { return n ? down(n - 1) : 0; }
function around() { return around(); }
function applied() { return plain.call(this); }
function bound() { return plain.bind(this)(); }
function handed() { return plain; }
function thenable() { return { then() {} }; }
function shadowed(Promise) { return new Promise(); }
const immediately = () => (async () => {})();
const awaited = () => [1].map((x) => x);
const lazily = () => import('./classes');
const timers = () => setTimeout(plain, 1);
