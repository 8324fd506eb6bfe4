// What is answered at once comes before what a promise answers, although it stands after that.
const load = async () => console.log('loaded');

exports.handler = (event, context) => {
  load().then(() => context.succeed('late'));
  context.succeed('first');
};
