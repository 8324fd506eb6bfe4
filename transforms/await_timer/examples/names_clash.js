// Names of the callback that the function has, too.
const sleep = 'deep';

exports.handler = async (event) => {
  const pending = 'none';
  setTimeout(() => {
    const resolve = event.id;
    const result = [sleep, pending, resolve];
    console.log(...result);
  }, event.delay);
  setTimeout(() => {
    const result = 'second';
    console.log(result);
  }, 10);
  console.log('first');
  const result = event.id;
  return result;
};
