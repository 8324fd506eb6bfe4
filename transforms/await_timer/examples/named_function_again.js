// The callback has a name, by which it starts itself again.
exports.handler = async (event) => {
  let left = event.times;
  setTimeout(function tick() {
    console.log('left', left);
    left -= 1;
    if (left > 0) setTimeout(tick, 5);
  }, 5);
};
