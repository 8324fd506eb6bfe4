// Whatever the package gives: what has a `then` with a callback is waited for like a promise.
const translations = require('translations');

exports.handler = async (event) => {
  const greeting = { text: 'hello' };
  translations.load(event.language).then((words) => {
    greeting.text = words.hello;
  });
  return greeting;
};
