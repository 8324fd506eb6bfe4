// Who gets the instance does not import its class.
const Store = require('./store');
const Service = require('./service');

const service = new Service(new Store());

exports.handler = async (event) => {
  service.run(event.id);
  return 'run';
};
