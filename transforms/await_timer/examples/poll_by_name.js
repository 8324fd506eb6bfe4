// The function gives itself to the timer.
let rounds = 0;

function poll() {
  rounds += 1;
  console.log('round', rounds);
  if (rounds % 3 === 0) return;
  setTimeout(poll, 10);
}

exports.handler = async () => {
  poll();
};
