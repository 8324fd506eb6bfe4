import { unpack } from './unpack.mjs';

export const handler = async (event) => {
  unpack(event.data);
  return event.id;
};
