class Base {
  async run(event, context) {
    return this.process(event);
  }
}
module.exports = Base;
