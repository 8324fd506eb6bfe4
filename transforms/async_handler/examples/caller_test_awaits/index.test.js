const { handler } = require('./index');

describe('handler', () => {
  it('wants a text', () => {
    handler({}, {}, (err, result) => {
      expect(err.message).toBe('nothing to say');
      expect(result).toBeUndefined();
    });
  });
  it('tells', () => {
    handler({ text: 'a' }, {}, (err, result) => {
      if (err) throw err;
      expect(result).toBe('x');
    });
  });
});
