import { setTimeout as pause } from 'node:timers/promises';

export const handler = async (event) => {
  const result = await pause(5, event.id).then((id) => {
    setTimeout(() => console.log('then', id), 10);
    return id;
  });
  setImmediate(() => console.log('immediately', result));
  return result;
};
