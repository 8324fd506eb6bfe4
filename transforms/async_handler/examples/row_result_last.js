'use strict';

// What a parcel costs, by weight and zone.
const RATES = { domestic: 4.5, europe: 9, world: 17.25 };

module.exports.handler = (event, context, callback) => {
  const rate = RATES[event.zone] || RATES.world;
  const kilos = Math.ceil(event.grams / 1000);

  callback(null, {
    statusCode: 200,
    body: JSON.stringify({ price: rate * kilos, zone: event.zone }),
  });
};
