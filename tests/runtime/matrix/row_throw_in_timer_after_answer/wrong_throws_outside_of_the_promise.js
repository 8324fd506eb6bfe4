// after, node20, event 0: after the answer
exports.handler = function (event) {
  return new Promise((resolve) => {
    resolve({ ok: true });
    setTimeout(function () {
      if (event.fuel < 1) throw new RangeError('ran dry on the way');
      console.log('arrived with', event.fuel);
    }, 10);
  });
};
