// Nobody gets what the inner function returns.
const logged = (inner) => (event, context, callback) => {
  console.log('event', event.id);
  inner(event, context, callback);
};

// It answers what is thrown at once, and would answer what is thrown later, too.
const guarded = (inner) => (event, context, callback) => {
  try {
    return inner(event, context, callback);
  } catch (err) {
    callback(null, { failed: err.message });
  }
};

// It puts the answer into another one, by its callback.
const shaped = (inner) => (event, context, callback) => inner(event, context, (err, data) => callback(err, { data }));

exports.handler = logged((event, context, callback) => {
  callback(null, event.id);
});

exports.second = guarded((event, context, callback) => {
  if (!event.id) throw new Error('no id');
  callback(null, event.id);
});

exports.third = shaped((event, context, callback) => {
  callback(null, event.id);
});

// Which of the two, the environment says.
exports.fourth = process.env.DRY
  ? (event, context, callback) => callback(null, 'dry')
  : (event, context, callback) => callback(null, event.id);
