const one = () => 1;
const other = async () => 2;
module.exports.certain = one;
module.exports.changed = one;
module.exports.set = undefined;
function change() {
  module.exports.changed = other;
  module.exports.set = other;
}
change();
