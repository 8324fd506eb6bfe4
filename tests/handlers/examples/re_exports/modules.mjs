export { default as handler } from './consumer.mjs';
export * from './consumer.mjs';
