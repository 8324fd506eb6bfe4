class Base {
  async load() {}
  size() { return 1; }
  again() { return this.load(); }
  measured() { return this.size(); }
  get loaded() { return this.load(); }
  property() { return this.loaded; }
  self() { return this; }
  handler = () => this.load();
  static make() { return new this(); }
  static made() { return Base.make(); }
}
class Derived extends Base {
  async size() { return 2; }
  above() { return super.size(); }
}
class Query { then(done) { done(); } }
class Strange extends require('strange') {}
const object = {
  async find() {},
  both() { return this.find(); },
  arrow: () => object.find(),
};
function Old() {}
Old.prototype.run = async function () {};
Old.prototype.twice = function () { return this.run(); };
const make = () => new Base();
const query = () => new Query();
const strange = () => new Strange();
const derived = () => new Derived().again();
const old = () => new Old().run();
