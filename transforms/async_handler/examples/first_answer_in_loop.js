// The first offer below the limit is taken.
exports.handler = function (event, context, callback) {
  for (const offer of event.offers) {
    if (offer.price <= event.limit) {
      callback(null, offer);
    }
    console.log('seen', offer.shop);
  }
  callback(null, null);
};
