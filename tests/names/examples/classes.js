// A class has its name twice: outside, and in its own body.
class Store extends base(Store) {
  static first = Store;
  second = [Store, Hidden];
  [Store.key]() { return Store; }
  static { var local = Store; let other = local; function inner() { return other; } inner(); }
  #secret = 1;
  has(it) { return #secret in it && it.#secret; }
  local() { return local; }
  get value() { return value; }
  static async *method(value = this.value) { yield value; }
}
const Other = class Hidden { static it = Hidden; };
read(Store, Other, Hidden, local);
export default class extends Store {}
export class Last { last = Last; }
