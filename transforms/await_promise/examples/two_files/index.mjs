// An arrow function of another file hands on the promise of a v3 client.
import { remember } from './mail.mjs';

export const handler = async (event) => {
  remember(event.id);
  return { statusCode: 200 };
};
