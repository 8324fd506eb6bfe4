const { createStore } = require('@company/store');

// What is closed here was closed when Lambda answered: it has waited for that.
exports.handler = (event, context, callback) => {
  const store = createStore(process.env.STORE);
  store.find(event.id, (err, item) => {
    if (err) callback(err);
    else callback(null, item);
    store.end();
  });
};
