export { save as put } from './save.mjs';
export * from './remove.mjs';
