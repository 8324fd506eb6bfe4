const { handler } = require('./index');

describe('handler', () => {
  it('wants a text', (done) => {
    handler({}, {}, (err, result) => {
      expect(err.message).toBe('nothing to say');
      expect(result).toBeUndefined();
      done();
    });
  });
});
