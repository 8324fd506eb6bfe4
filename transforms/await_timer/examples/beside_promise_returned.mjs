// What is returned is a promise; the timer is not waited for first.
const load = async (id) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  console.log('loaded', id);
  return { id };
};

export const handler = async (event) => {
  setTimeout(async () => {
    await load('beside');
  }, 0);
  setImmediate(() => console.log('at once'));
  return load(event.id);
};
