// The file has a function for that.
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

exports.handler = async (event) => {
  await sleep(5);
  setTimeout(() => console.log('slept', event.id), event.delay);
  return event.id;
};
