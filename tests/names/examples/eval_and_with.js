// What `with` and `eval` may bring in is not known; names are resolved by what is written.
var outer = 1;
function dynamic(object, code) {
  var local = 2;
  eval(code);
  with (object) {
    local = outer + unknown;
    var inside = local;
    let own = inside;
    (function () { return own + local; })();
  }
  return inside + added;
}
