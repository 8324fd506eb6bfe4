// The connection is closed before the handler answers, as Lambda waited for that.
const mongoose = require('mongoose');
const Guest = require('./guest');

function connected(db, fn) {
  return db.then(fn).finally(() => db.close());
}

exports.handler = (event, context, callback) => {
  connected(mongoose.connect(process.env.MONGODB_URI), () => (
    Guest.findById(event.id).then((guest) => callback(null, guest)).catch(callback)
  ));
};
