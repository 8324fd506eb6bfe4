const store = require('./store');

function enrol(id) {
  console.log('enrolling', id);
  store.save({ id });
}

module.exports = { enrol };
