// Defaults see parameters and what is around the function, and nothing of its body; wherever that is declared.
const table = 'outer';
const done = () => 'outer';
function body(a = table, b = () => table, { c = table, [table]: d } = {}) {
  var table = 'inner';
  return [a, b, c, d, table];
}
function earlier(a, b = a, c = () => b + d, d) {
  return [a, b, c, d];
}
function same(a, b = () => a) {
  var a;
  let c = a;
  return [a, b, c];
}
function own(own = own) { return own; }
function free(a = nowhere) { var nowhere; return nowhere; }

// What follows in the scope around is meant, not what is further out.
exports.handler = async () => {
  function query(name = table, callback = done) { return callback(name); }
  const arrow = (name = table) => done(name);
  const method = { run({ name = table }) { return done(name); } };
  try { query(); } catch ({ name = table }) { read(name); }
  const table = 'inner';
  function done() {}
  return [query, arrow, method];
};
function nested(run = (name = later) => { var own = later; return own; }) {
  return run;
}
var later = 1;
{
  const arrow = (a = later, { b = () => later }) => later;
  let later = 2;
}
