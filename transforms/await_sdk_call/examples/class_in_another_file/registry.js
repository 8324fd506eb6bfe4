const { Store } = require('./store');

class Registry {
  constructor(region) {
    this.store = new Store(region);
  }

  enter(id) {
    this.store.save({ id });
  }
}

module.exports = Registry;
