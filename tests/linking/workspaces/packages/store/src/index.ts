export * from './save.js';
