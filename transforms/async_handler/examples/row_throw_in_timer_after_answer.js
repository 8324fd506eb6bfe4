exports.handler = function (event, context, callback) {
  callback(null, { ok: true });
  setTimeout(function () {
    if (event.fuel < 1) throw new RangeError('ran dry on the way');
    console.log('arrived with', event.fuel);
  }, 10);
};
