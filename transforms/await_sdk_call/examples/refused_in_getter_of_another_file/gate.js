const { save } = require('./store');

exports.Gate = class {
  constructor(id) {
    this.id = id;
  }

  get opened() {
    save({ id: this.id });
    return true;
  }
};
