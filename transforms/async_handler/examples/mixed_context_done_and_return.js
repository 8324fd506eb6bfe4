'use strict';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.handler = async (event, context) => {
  if (event.method === 'OPTIONS') {
    context.done(null, { statusCode: 204 });
    return { statusCode: 500 };
  }
  await sleep(5);
  context.succeed({ statusCode: 200, body: event.method });
};
