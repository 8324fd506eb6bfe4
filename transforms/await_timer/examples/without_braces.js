exports.handler = async (event) => {
  // Either of the two.
  if (event.loud) setTimeout(() => console.log('LOUD'), 10);
  else setTimeout(() => console.log('quiet'), 5); // not so loud
  return event.loud;
};
