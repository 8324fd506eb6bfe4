// `return` ends the callback only.
exports.handler = async (event) => {
  setTimeout(() => {
    if (event.quiet) return;
    console.log('not quiet');
  }, 10);
  return { quiet: !!event.quiet };
};
