const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.handler = (event, context) => {
  pause(5)
    .then(() => { // there is nothing to say
context.succeed() })
    .catch(() => {
      context.fail() })
}
