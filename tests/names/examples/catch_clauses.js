// `var e` in a catch clause declares in the function and assigns to the parameter.
function plain() {
  try { risky(); } catch (e) { var e = 1; read(e); }
}
function beside(e) {
  try { risky(); } catch (e) { var e = 1; read(e); }
  read(e);
}
function twice() {
  try { risky(); } catch (err) { read(err); }
  try { risky(); } catch (err) { read(err); }
  read(err);
}
function pattern() {
  try { risky(); } catch ({ code, message: text = code, ...others }) { let inner = code; read(inner, text, others); }
  try { risky(); } catch { let code; read(code); }
  read(code);
}
function shadowed() {
  let e = 1;
  try { risky(e); } catch (e) { read(e); (() => { let e = 2; read(e); })(); }
  read(e);
}
function loops() {
  try { risky(); } catch (e) { for (var e in {}) read(e); }
}
