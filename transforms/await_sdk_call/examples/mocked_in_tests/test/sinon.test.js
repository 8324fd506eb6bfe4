const sinon = require('sinon');
const proxyquire = require('proxyquire');
const store = require('../store');

describe('with sinon', () => {
  before(() => {
    sinon.stub(store, 'save');
  });

  it('uses the real one', () => {
    const real = proxyquire('../store', {});
    real.save({ id: 'real' });
  });
});
