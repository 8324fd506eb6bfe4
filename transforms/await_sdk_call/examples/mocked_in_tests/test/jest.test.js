jest.mock('../store');
const store = require('../store');
const { handler } = require('../handler');

it('saves', async () => {
  store.save.mockReturnValue(undefined);
  await handler({ id: 'a' });
  expect(store.save).toHaveBeenCalledTimes(1);
});
