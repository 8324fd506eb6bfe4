'use strict';

const { save } = require('../lib/users');

it('wants a name', () => {
  save({ id: '1' }, (err) => {
    expect(err).toBe('no name');
  });
});
