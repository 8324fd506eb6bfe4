// after, node20, event 1: the answer is
'use strict';

const cities = new Map([['ber', 'Berlin'], ['par', 'Paris']]);

module.exports.handler = async (event) => {
  const city = cities.get(event.code);
  if (!city) {
    // The selection pattern of the integration looks for "httpStatus":404.
    throw new Error(JSON.stringify({
      errorType: 'NotFound',
      httpStatus: 404,
      requestId: event.id,
    }));
  }
  return { city };
};
