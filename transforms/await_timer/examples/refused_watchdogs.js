// Timers that must not be waited for, and that cannot be cleared for sure.
const { request } = require('https');

exports.cleared = async (event) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 1000);
  const response = await fetch(event.url, { signal: controller.signal });
  clearTimeout(timer);
  return response.status;
};

exports.remaining = async (event, context) => {
  if (event.warns) {
    setTimeout(() => console.log('about to end'), context.getRemainingTimeInMillis() - 100);
  }
  return fetch(event.url);
};

exports.answers = async (event, context) => {
  setTimeout(() => context.done(null, 'late'), 100);
  await fetch(event.url);
};

exports.destroys = async (event) => {
  const outgoing = request(event.url);
  function guard() {
    setTimeout(() => outgoing.destroy(), 1000);
  }
  guard();
  outgoing.end();
};

exports.returnsFromTry = async (event) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1000);
  try {
    return fetch(event.url, { signal: controller.signal });
  } catch (err) {
    return { statusCode: 500 };
  }
};

exports.doesMore = async (event) => {
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort();
    event.notify();
  }, 1000);
  return fetch(event.url, { signal: controller.signal });
};

async function load(url) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1000);
  return fetch(url, { signal: controller.signal });
}

exports.inHelper = async (event) => {
  const response = await load(event.url);
  return response.text();
};
