const { promisify } = require('util');
const { handler } = require('./index');

const call = promisify(handler);

test('it shouts', async () => {
  expect(await call({ text: 'hi' }, {})).toBe('HI');
});
