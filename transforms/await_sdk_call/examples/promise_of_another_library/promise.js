// A promise with the `allSettled` of bluebird: inspections, which have methods.
module.exports = class extends Promise {
  static async allSettled(promises) {
    const inspect = (isRejected, value, reason) => ({
      isRejected: () => isRejected,
      value: () => value,
      reason: () => reason,
    });
    return Promise.all(
      [...promises].map((it) => it.then((value) => inspect(false, value), (err) => inspect(true, undefined, err))),
    );
  }
};
