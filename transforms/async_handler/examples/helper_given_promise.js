const respond = (callback, x) => callback(null, x);
const load = async () => 1;
exports.handler = (event, context, callback) => {
  respond(callback, load());
};
