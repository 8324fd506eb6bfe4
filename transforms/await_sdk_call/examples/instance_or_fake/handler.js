// One of two objects has the method: what the other one returns can be awaited.
const Store = require('./store');
let s = new Store();
if (process.env.FAKE) s = { save() { console.log('fake'); } };
exports.handler = async (event) => {
  s.save(event);
};
