const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const stamp = () => {
  console.log('stamped');
  return 1;
};

// Lambda does not look at what it returns, and answers null; but the object is made.
exports.handler = (event) => {
  if (event.quick) {
    return { status: stamp() };
  }
  pause(5).then(() => console.log('late'));
};
