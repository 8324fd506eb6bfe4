const co = require('co');

const menu = { mon: ['soup'], tue: ['fish', 'chips'] };

function* dishes(day) {
  const list = yield Promise.resolve(menu[day]);
  if (!list) throw new Error('closed on ' + day);
  return list;
}

function* both(days) {
  const all = [];
  for (const day of days) all.push(...(yield* dishes(day)));
  return all;
}

exports.handler = co.wrap(function* (event, context, callback) {
  const list = yield both(event.days);
  callback(null, list.join(', '));
  console.log('menu sent');
});
