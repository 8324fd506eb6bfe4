const { save } = require('../store');

it('saves', (done) => {
  save({ id: 'a' });
  setTimeout(done, 10);
});
