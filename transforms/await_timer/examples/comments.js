exports.handler = async (event) => {
  // Above the timer.
  setTimeout(/* the callback */ () => { // first
    // Inside.
    console.log('x', event.id); // behind
    /* last */
  }, /* the delay */ 10); // after
  // Below the timer.
  return event.id; // the answer
};
