const { handler } = require('./index');

// What stands in for `load` takes a callback, and returns nothing.
jest.mock('./store', () => ({ load: (id, callback) => callback(null, { text: id }) }));

it('gives the text of a page', () => {
  handler({ id: 'home' }, {}, (err, text) => {
    expect(text).toBe('home');
  });
});
