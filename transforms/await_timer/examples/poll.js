// Each round starts the next one.
function poll(round) {
  console.log('round', round);
  if (round < 3) {
    setTimeout(() => poll(round + 1), 10);
  }
}

exports.handler = async () => {
  poll(1);
  return 'polled';
};
