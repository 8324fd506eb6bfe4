// The interval clears itself.
exports.handler = async (event) => {
  let left = event.times;
  const timer = setInterval(() => {
    console.log('left', left);
    left -= 1;
    if (left <= 0) {
      clearInterval(timer);
      console.log('over');
    }
  }, 10);
  return event.times;
};
