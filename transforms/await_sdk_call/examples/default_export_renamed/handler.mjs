// A default export has another name in each file that imports it, and a named one an alias.
import keep, { drop as forget } from './store.mjs';

export const handler = async (event) => {
  if (event.gone) {
    forget(event.id);
  } else {
    keep({ id: event.id });
  }
  return event.id;
};
