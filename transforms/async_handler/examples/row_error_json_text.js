'use strict';

const cities = new Map([['ber', 'Berlin'], ['par', 'Paris']]);

module.exports.handler = (event, context, callback) => {
  const city = cities.get(event.code);
  if (!city) {
    // The selection pattern of the integration looks for "httpStatus":404.
    callback(JSON.stringify({
      errorType: 'NotFound',
      httpStatus: 404,
      requestId: event.id,
    }));
    return;
  }
  callback(null, { city });
};
