import { pack } from './pack.mjs';

export const handler = async (event) => {
  const packed = await pack(event.text);
  return packed.length > 3;
};
