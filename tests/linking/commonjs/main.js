const { save, load: read } = require('./store');
const store = require('./store');
const client = require('./client');
const merged = require('./merged');
const spread = require('./spread');
const compiled = require('./compiled').default;
const { nested: { deep } } = require('./nested');
const { missing = 1 } = require('./nested');
const chained = require('./chained');
const api = require('./alias');
const open = require('./open');
const late = require('./late');

module.exports = () => [
  /* ? */ save,
  /* ? */ read,
  /* ? */ store.save(),
  /* ? */ client,
  /* ? */ client.helper,
  /* ? */ merged.a,
  /* ? */ merged.b,
  /* ? */ spread.a,
  /* ? */ spread.b,
  /* ? */ compiled,
  /* ? */ deep,
  /* ? */ missing,
  /* ? */ chained.one,
  /* ? */ chained.two,
  /* ? */ api.find(),
  /* ? */ open.a,
  /* ? */ late.certain,
  /* ? */ late.changed,
  /* ? */ late.set,
];
