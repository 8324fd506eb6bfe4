// after, node20, event 1: the answer is
class QuotaExceeded extends Error {
  constructor(tenant, quota) {
    super(`${tenant} has used all of ${quota}`);
    this.name = 'QuotaExceeded';
    this.tenant = tenant;
  }
}

// A step of a state machine: `ErrorEquals: ["QuotaExceeded"]` sends a mail.
exports.handler = async (event) => {
  const used = event.used + event.asked;
  if (used > event.quota) {
    const err = new QuotaExceeded(event.tenant, event.quota);
    console.error(err.name, err.tenant);
    throw err;
  } else if (event.asked < 0) {
    const err = new TypeError('asked for less than nothing');
    throw err;
  } else {
    return { used };
  }
};
