// An entry of a cache that goes after a minute: the handler does not wait that long.
const SECOND = 1000;
const cache = new Map();

exports.handler = async (event) => {
  cache.set(event.id, event);
  setTimeout(() => cache.delete(event.id), 60 * SECOND);
  return cache.size;
};
