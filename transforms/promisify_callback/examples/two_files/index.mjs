import { pack } from './pack.mjs';

export const handler = async (event) => {
  const isThere = await pack(event.text);
  return isThere;
};
