const Store = require('./store');

class Plain extends Store {}

class Loud extends Store {
  save(item) {
    console.log('saving', item.id);
    super.save(item);
  }
}

class Batch extends Store {
  all(items) {
    for (const item of items) {
      this.save(item);
    }
  }
}

module.exports = { Plain, Loud, Batch };
