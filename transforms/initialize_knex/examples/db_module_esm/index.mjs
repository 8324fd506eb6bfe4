export * from './db.mjs';
