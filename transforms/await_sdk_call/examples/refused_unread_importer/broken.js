const { save } = require('./store');

if (true {
  save({ id: 'broken' });
}
