export { load as same } from './store.js';
export const b = () => 2;
export const both = () => 2;
