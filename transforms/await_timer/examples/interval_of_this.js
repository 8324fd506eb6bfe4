// The timer is `this` in its callback.
exports.handler = async (event) => {
  let round = 0;
  setInterval(function () {
    round += 1;
    report(round, event);
    if (round === event.rounds) return clearInterval(this);
  }, 10);
};

function report(round, event) {
  if (round === event.fails) throw new Error(`round ${round}`);
  console.log('round', round);
}
