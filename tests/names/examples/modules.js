import first, * as all from './first.js';
import { a, b as c, default as d, 'a string' as e } from './second.js' with { type: 'json' };
import './third.js';
export { a, c as b, d as default, first as 'another string' };
export { a as x, default as y, 'b' as 'c' } from './second.js';
export * from './second.js';
export * as names from './second.js';
export const f = a, { g, h: [i] } = all;
export function j() { return j(c, e, d); }
export async function* k() { yield* k(); }
export let l = import('./fourth.js'), m = import.meta.url;
read(x, y, names, b, f, g, i, l, m);
