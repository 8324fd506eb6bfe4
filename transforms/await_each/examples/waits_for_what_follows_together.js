// What follows the lists opens the way for both.
exports.handler = async (event) => {
  const state = { ready: false };
  event.first.split(',').forEach(async (url) => {
    while (!state.ready) await fetch(url);
  });
  event.second.split(',').forEach(async (url) => {
    while (!state.ready) await fetch(url);
  });
  await fetch(event.url);
  state.ready = true;
};
