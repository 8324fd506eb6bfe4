import { basename } from 'node:path';

export const handler = async (event) => {
  const names = event.files.map((it) => basename(it));
  names.forEach((name, index) => setTimeout(() => console.log(name), 10 * index));
};
