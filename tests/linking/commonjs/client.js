module.exports = function client() {
  return module.exports.helper();
};
module.exports.helper = () => Promise.resolve(1);
