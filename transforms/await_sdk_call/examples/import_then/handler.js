// The module is the parameter of a `then`.
exports.handler = async (event) => {
  await import('./store.js').then(({ save }) => save(event));
  await import('./store.js').then((m) => { m.save(event); });
};
