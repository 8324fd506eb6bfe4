class QuotaExceeded extends Error {
  constructor(tenant, quota) {
    super(`${tenant} has used all of ${quota}`);
    this.name = 'QuotaExceeded';
    this.tenant = tenant;
  }
}

// A step of a state machine: `ErrorEquals: ["QuotaExceeded"]` sends a mail.
exports.handler = (event, context, done) => {
  const used = event.used + event.asked;
  if (used > event.quota) {
    const err = new QuotaExceeded(event.tenant, event.quota);
    console.error(err.name, err.tenant);
    done(err);
  } else if (event.asked < 0) {
    const err = new TypeError('asked for less than nothing');
    err.name = 'InvalidRequest';
    done(err);
  } else {
    done(null, { used });
  }
};
