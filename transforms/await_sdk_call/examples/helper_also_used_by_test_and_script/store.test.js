const store = require('./store');

describe('store', () => {
  beforeEach(() => {
    store.save({ id: 'first' });
  });

  it('saves', () => {
    const result = store.save({ id: 'second' });
    expect(result).toBeUndefined();
  });

  test.each([['a'], ['b']])('waits already', async (id) => {
    await store.save({ id });
  });
});
