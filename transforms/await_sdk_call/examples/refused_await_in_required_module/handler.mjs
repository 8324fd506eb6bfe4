import { save } from './store.mjs';
export const handler = async (event) => {
  save(event);
};
