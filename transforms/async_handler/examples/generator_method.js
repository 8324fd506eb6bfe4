const { wrap } = require('co');

class Store {
  constructor(items) {
    this.items = items;
  }

  // One after the other.
  *load(id, ...others) {
    const item = yield Promise.resolve(this.items[id]);
    return others.length ? [item, ...(yield this.load(...others))] : [item];
  }
}

const store = new Store({ a: 1, b: 2 });

exports.handler = wrap(function*(event, context, callback){
  let turns = 0
  while (turns < 3) { turns += yield Promise.resolve(1) }
  const items = yield store.load(...event.ids)
  if (items.includes(undefined)) return callback(`not all of ${items.length} found`)
  callback(null, { items, turns })
})
