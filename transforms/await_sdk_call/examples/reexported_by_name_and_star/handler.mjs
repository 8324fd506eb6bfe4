// What is imported from a barrel is a function of the file behind it.
import { put, remove } from './stores/index.mjs';
import * as stores from './stores/index.mjs';

export const handler = async (event) => {
  put({ id: event.id });
  if (event.old) {
    remove(event.old);
  }
  if (event.copy) {
    stores.remove(event.copy);
  }
  return event.id;
};
