const { respond } = require('./respond');
const { handler } = require('./index');

jest.mock('./respond');

// What stands in for `respond` takes a callback, and returns nothing.
it('answers', () => {
  respond.mockImplementation((body, callback) => callback(null, 'answered'));
  handler({ path: '/' }, {}, (err, result) => {
    expect(result).toBe('answered');
  });
});
