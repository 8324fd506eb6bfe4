import { load } from './store.js';
export const a = () => 1;
export const both = () => 1;
export const own = () => 'hidden';
export { load as same };
// A circle.
export * from './index.js';
