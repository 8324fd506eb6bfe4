// Intervals that nobody can wait for.
const queue = [];

exports.endless = async (event) => {
  setInterval(() => console.log('still here'), 1000);
};

exports.cleared = async (event) => {
  const beat = setInterval(() => console.log('working'), 1000);
  await fetch(event.url);
  clearInterval(beat);
};

exports.overlaps = async (event) => {
  const timer = setInterval(async (event) => {
    const response = await fetch(event.url);
    if (response.status === 200) clearInterval(timer);
  }, 1000);
};

exports.external = async (event) => {
  const timer = setInterval(() => {
    if (queue.length === 0) clearInterval(timer);
  }, 1000);
};
