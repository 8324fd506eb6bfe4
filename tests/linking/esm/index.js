export * from './one.js';
export * from './two.js';
export * as ns from './store.js';
export { load as again } from './store.js';
export const own = () => 'mine';
