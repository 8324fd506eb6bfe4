// A global is called by anybody.
const { save } = require('./store');
global.save = save;
exports.handler = async (event) => {
  save(event);
};
