// Nothing settles these, so nobody can wait for them.
const { setTimeout: sleep } = require('timers/promises');

async function beat() {
  for (;;) {
    console.log('alive');
    await sleep(1000);
  }
}

exports.handler = async (event) => {
  beat();
  new Promise(() => console.log(event.id));
  return event.id;
};
