class Base {
  async execute(input) {
    return this.process(input);
  }
}

exports.Resize = class Resize extends Base {
  process(input) {
    return input;
  }
};
