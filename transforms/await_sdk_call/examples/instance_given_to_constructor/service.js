class Service {
  constructor(store) {
    this.store = store;
  }

  run(id) {
    const { store } = this;
    store.save({ id });
  }
}

module.exports = Service;
